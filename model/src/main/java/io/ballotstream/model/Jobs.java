package io.ballotstream.model;

/**
 * The names by which the two jobs are known outside: in {@code job_runs}, as Kafka consumer groups and as prefixes of
 * transactional ids.
 */
public final class Jobs {
    /** Casts votes: {@code voters_topic} to {@code votes_topic}. */
    public static final String CASTING = "vote-casting";

    /** Counts votes: {@code votes_topic} to the results. */
    public static final String TALLY = "vote-tally";

    private Jobs() {}
}
