package io.ballotstream.board.snapshot;

import java.util.Locale;

/** How far an election is. */
public enum Phase {
    /** The database holds no election yet. */
    NOT_PREPARED,
    /** Nothing is counted yet. */
    BEFORE_FIRST_VOTE,
    /** Votes are being counted. */
    COUNTING,
    /** All votes are counted. */
    COMPLETE;

    /** The name in the feed. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
