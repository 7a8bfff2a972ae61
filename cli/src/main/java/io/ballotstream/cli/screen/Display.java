package io.ballotstream.cli.screen;

/** Where a rehearsal shows what it does. */
public interface Display extends AutoCloseable {
    /** Shows the moment; called a few times per second. */
    void show(Moment moment);

    /** Gives the output back as it was. A second call does nothing. */
    @Override
    void close();
}
