package io.ballotstream.cli.screen;

/** Shows the progress of a rehearsal. */
public interface Display extends AutoCloseable {
    /** Shows a moment. Called a few times per second. */
    void show(Moment moment);

    /** Restores the output. Idempotent. */
    @Override
    void close();
}
