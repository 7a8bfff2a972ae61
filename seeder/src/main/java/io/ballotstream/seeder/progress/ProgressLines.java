package io.ballotstream.seeder.progress;

import io.ballotstream.model.Printable;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Prints progress as plain lines: at the beginning and the end of each phase, and every few seconds. */
final class ProgressLines implements ProgressDisplay {
    private static final long EVERY_NANOS = Duration.ofSeconds(5).toNanos();

    private final PrintStream out;
    private final LongSupplier clock;
    private SeedPhase phase;
    private long lastLine;

    ProgressLines(PrintStream out) {
        this(out, System::nanoTime);
    }

    /** @param clock nanoseconds */
    ProgressLines(PrintStream out, LongSupplier clock) {
        this.out = out;
        this.clock = clock;
    }

    @Override
    public void progress(SeedPhase phase, long done, long total) {
        long now = clock.getAsLong();
        if (phase == this.phase && done < total && now - lastLine < EVERY_NANOS) {
            return;
        }
        this.phase = phase;
        this.lastLine = now;
        out.println(String.format(Locale.ROOT, "%s: %,d of %,d", phase.title(), done, total));
        out.flush();
    }

    @Override
    public void tell(String sentence) {
        out.println(Printable.text(sentence));
        out.flush();
    }

    @Override
    public void close() {
        // The last line already shows this.
    }
}
