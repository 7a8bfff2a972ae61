package io.ballotstream.cli.screen;

/** Shows the progress of an election. */
public interface Display extends AutoCloseable {
    /**
     * Shows a moment. Called a few times per second; does nothing after {@link #close()}.
     *
     * @param moment to show
     */
    void show(Moment moment);

    /** Restores the output. Idempotent. */
    @Override
    void close();
}
