package io.ballotstream.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * What libraries print past the log, to {@link System#out} and {@link System#err}: while this is open it goes to the log,
 * a line at a time. The program's own words go to its {@link Console}.
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

    /** PrintStream calls it under a lock of its own. */
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
