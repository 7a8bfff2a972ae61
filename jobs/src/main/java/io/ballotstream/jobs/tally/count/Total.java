package io.ballotstream.jobs.tally.count;

/** The votes of a contender so far: what {@link Ranking} ranks by. */
interface Total {
    /** Whose votes they are. */
    String id();

    long votes();

    /** The greatest voting time counted, in epoch milliseconds. */
    long asOf();
}
