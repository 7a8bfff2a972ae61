package io.ballotstream.cli.screen;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The size of the terminal of this process according to {@code stty}. Runs it at most once per second, so that it
 * detects a resized window without starting a process for every frame. Thread-safe.
 */
public final class ControllingTerminal implements Supplier<TerminalSize> {
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final File TERMINAL = new File("/dev/tty");

    private TerminalSize size = TerminalSize.USUAL;
    private long asked = System.nanoTime() - PAUSE_NANOS;

    /** Creates a terminal whose size is not known yet. */
    public ControllingTerminal() {}

    /** The size; if it is unknown, the last known or the default one. */
    @Override
    public synchronized TerminalSize get() {
        if (System.nanoTime() - asked >= PAUSE_NANOS) {
            size = TerminalSize.parse(stty()).orElse(size);
            asked = System.nanoTime();
        }
        return size;
    }

    private static String stty() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(TERMINAL)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (var output = stty.getInputStream()) {
                return new String(output.readAllBytes(), StandardCharsets.US_ASCII);
            }
        } catch (IOException noTerminal) {
            return "";
        }
    }
}
