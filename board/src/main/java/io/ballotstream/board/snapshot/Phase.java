package io.ballotstream.board.snapshot;

import java.util.Locale;

/** The phase of an election. */
public enum Phase {
    /** The database contains no election yet. */
    NOT_PREPARED,
    /** No vote is counted yet. */
    BEFORE_FIRST_VOTE,
    /** Votes are being counted. */
    COUNTING,
    /** All votes are counted. */
    COMPLETE;

    /** {@return the name in the feed} */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
