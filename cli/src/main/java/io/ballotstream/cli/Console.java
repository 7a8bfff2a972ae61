package io.ballotstream.cli;

import io.ballotstream.cli.screen.Colors;
import io.ballotstream.cli.screen.ControllingTerminal;
import io.ballotstream.cli.screen.Display;
import io.ballotstream.cli.screen.LiveScreen;
import io.ballotstream.cli.screen.PlainLines;
import io.ballotstream.cli.screen.TerminalSize;
import io.ballotstream.model.ServiceFailedException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Help.Ansi;

/**
 * Where the program speaks to its user, always in UTF-8.
 *
 * @param out the standard output
 * @param err for sentences about what went wrong
 * @param terminal the size of the terminal that the standard output is, or empty if it is none that can be drawn on
 * @param colors what the standard output can show
 */
public record Console(PrintStream out, PrintStream err, Optional<Supplier<TerminalSize>> terminal, Colors colors) {
    /** What is wrong if the standard output has an error. */
    static final String UNWRITABLE =
            "The standard output cannot be written: is the disk full, or the reader of the pipe gone?";

    /** Lines that no terminal limits are not wider than this. */
    private static final int WIDTH_WITHOUT_TERMINAL = 100;

    /**
     * This process's console.
     *
     * @param environment as of {@link System#getenv()}
     * @param outIsTerminal as only who started Java can tell on every version of it
     */
    static Console ofProcess(Map<String, String> environment, boolean outIsTerminal) {
        String type = environment.getOrDefault("TERM", "dumb");
        boolean drawable = outIsTerminal && !type.isEmpty() && !type.equals("dumb");
        return new Console(
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                drawable ? Optional.of(new ControllingTerminal()) : Optional.empty(),
                drawable ? Colors.of(environment) : Colors.NONE);
    }

    /**
     * Refuses to go on for nobody.
     *
     * @throws ServiceFailedException if something could not be written to the standard output
     */
    public void requireWritten() {
        if (out.checkError()) {
            throw new ServiceFailedException(UNWRITABLE);
        }
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    public Display display() {
        return terminal.<Display>map(size -> new LiveScreen(out, size, colors)).orElseGet(() -> new PlainLines(out));
    }

    public int width() {
        return terminal.map(size -> size.get().columns()).orElse(WIDTH_WITHOUT_TERMINAL);
    }

    public Ansi ansi() {
        return colors == Colors.NONE ? Ansi.OFF : Ansi.ON;
    }
}
