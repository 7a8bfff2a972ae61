package io.ballotstream.faults;

/** The part of the pipeline that runs with a fault, and how. Earlier parts run without a fault. */
enum Stage {
    /** The tally counts all votes. */
    TALLY,
    /** The tally counts votes that arrive in three parts. */
    TALLY_IN_PARTS,
    /** The same, and the TaskManager is killed after the second part was counted, but not checkpointed. */
    TALLY_RESTARTED,
    /** Votes of all voters are cast; they are not counted. */
    CASTING,
    /** The votes of voters who arrive in three parts are cast, and the TaskManager is killed as above. */
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
