package io.ballotstream.seeder.progress;

import java.io.PrintStream;

/** Shows the user how far the seeding is. */
public interface ProgressDisplay extends SeedListener, AutoCloseable {
    /** Bars where a person watches, else plain lines. */
    static ProgressDisplay on(PrintStream errors) {
        // Since JDK 22 another console is the default that is there even when nobody watches.
        System.setProperty("jdk.console", "java.base");
        return System.console() != null ? new ProgressBars(errors) : new ProgressLines(errors);
    }

    /** Shows a sentence on a line of its own. */
    void tell(String sentence);

    @Override
    default void waiting(String sentence) {
        tell(sentence);
    }

    /** Shows nothing more. */
    @Override
    void close();
}
