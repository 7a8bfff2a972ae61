package io.ballotstream.faults;

/** Which part of the pipeline runs with a fault in it, and how. What comes before it has run without one. */
enum Stage {
    /** The tally counts all votes. */
    TALLY,
    /** The tally counts votes that come in three parts. */
    TALLY_IN_PARTS,
    /** The same, and the TaskManager dies after the second part was counted, but not checkpointed. */
    TALLY_RESTARTED,
    /** Votes of all voters are cast; they are not counted. */
    CASTING,
    /** Votes of voters who come in three parts are cast, and the TaskManager dies as above. */
    CASTING_RESTARTED,
    /** The election is prepared, published, cast and counted. */
    SEEDING;

    boolean isRestarted() {
        return this == TALLY_RESTARTED || this == CASTING_RESTARTED;
    }

    boolean isInParts() {
        return isRestarted() || this == TALLY_IN_PARTS;
    }

    boolean isTally() {
        return this == TALLY || this == TALLY_IN_PARTS || this == TALLY_RESTARTED;
    }
}
