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
 * The output of the program, always in UTF-8.
 *
 * @param out the standard output
 * @param err for error messages
 * @param terminal the size of the terminal; empty if the standard output is not a terminal with cursor control
 * @param colors the colours that the standard output supports
 */
public record Console(PrintStream out, PrintStream err, Optional<Supplier<TerminalSize>> terminal, Colors colors) {
    /** The error message if the standard output fails. */
    static final String UNWRITABLE = "The standard output cannot be written: is the disk full, or was the pipe closed?";

    /** The width of lines if the output is not a terminal. */
    private static final int WIDTH_WITHOUT_TERMINAL = 100;

    /**
     * The console of this process.
     *
     * @param environment see {@link System#getenv()}
     * @param outIsTerminal from the launcher, because not every Java version can detect it
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
     * Throws if the output failed, so that the program does not continue without a reader.
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

    /** {@return a screen redrawn in place on a terminal, otherwise plain lines; not to be shared, close it} */
    public Display display() {
        return terminal.<Display>map(size -> new LiveScreen(out, size, colors)).orElseGet(() -> new PlainLines(out));
    }

    /** {@return the number of columns of the output; 100 if it is not a terminal} */
    public int width() {
        return terminal.map(size -> size.get().columns()).orElse(WIDTH_WITHOUT_TERMINAL);
    }

    /** {@return whether picocli and the audit may use colours} */
    public Ansi ansi() {
        return colors == Colors.NONE ? Ansi.OFF : Ansi.ON;
    }
}
