package io.ballotstream.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * Redirects what libraries print to {@link System#out} and {@link System#err} to the log, line by line. The program
 * itself prints to its {@link Console}.
 */
final class StrayOutput implements AutoCloseable {
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    StrayOutput() {
        System.setOut(lines(LoggerFactory.getLogger("stdout")::info));
        System.setErr(lines(LoggerFactory.getLogger("stderr")::warn));
    }

    static PrintStream lines(Consumer<String> log) {
        return new PrintStream(new Lines(log), false, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        System.setOut(out);
        System.setErr(err);
    }

    /** PrintStream calls it while it holds its lock. */
    private static final class Lines extends OutputStream {
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private final Consumer<String> log;

        Lines(Consumer<String> log) {
            this.log = log;
        }

        @Override
        public void write(int character) {
            if (character != '\n') {
                line.write(character);
                return;
            }
            String complete = line.toString(StandardCharsets.UTF_8).stripTrailing();
            line.reset();
            if (!complete.isEmpty()) {
                log.accept(complete);
            }
        }
    }
}
