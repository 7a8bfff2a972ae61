package io.ballotstream.seeder.progress;

import java.io.PrintStream;

/** Shows the progress of seeding to the user. */
public interface ProgressDisplay extends SeedListener, AutoCloseable {
    /**
     * Selects a display: progress bars if the output is a terminal, otherwise plain lines.
     *
     * @param errors the standard error
     * @return a new display
     */
    static ProgressDisplay on(PrintStream errors) {
        // Since JDK 22 there is a default console even if the output is not a terminal.
        System.setProperty("jdk.console", "java.base");
        return System.console() != null ? new ProgressBars(errors) : new ProgressLines(errors);
    }

    /**
     * Shows a sentence on a separate line.
     *
     * @param sentence to show
     */
    void tell(String sentence);

    @Override
    default void waiting(String sentence) {
        tell(sentence);
    }

    /** Ends the display. */
    @Override
    void close();
}
