package io.ballotstream.seeder.progress;

import io.ballotstream.model.Printable;
import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows a progress bar for each phase on a terminal. */
final class ProgressBars implements ProgressDisplay {
    private static final int WIDTH = 100;
    private static final int REDRAW_MS = 200;
    private static final String CLEAR_LINE = "\u001b[K";

    private final PrintStream terminal;
    private SeedPhase phase;
    private ProgressBar bar;

    ProgressBars(PrintStream terminal) {
        this.terminal = terminal;
    }

    @Override
    public void progress(SeedPhase phase, long done, long total) {
        if (phase != this.phase) {
            close();
            this.phase = phase;
            bar = new ProgressBarBuilder()
                    .setTaskName(phase.title())
                    .setInitialMax(total)
                    .startsFrom(done, Duration.ZERO)
                    .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                    .setUpdateIntervalMillis(REDRAW_MS)
                    .showSpeed()
                    .setConsumer(new ConsoleProgressBarConsumer(terminal, WIDTH))
                    .build();
        }
        bar.stepTo(done);
    }

    @Override
    public void tell(String sentence) {
        // Prints above the bar, which is drawn again below.
        terminal.println("\r" + CLEAR_LINE + Printable.text(sentence));
        terminal.flush();
    }

    /** Draws the bar for the last time and ends its line. */
    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
