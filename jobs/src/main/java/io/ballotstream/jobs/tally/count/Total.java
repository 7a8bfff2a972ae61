package io.ballotstream.jobs.tally.count;

/** The votes of a contender so far. {@link Ranking} ranks contenders by them. */
interface Total {
    /** The contender's id. */
    String id();

    long votes();

    /** The greatest voting time counted, in epoch milliseconds. */
    long asOf();
}
