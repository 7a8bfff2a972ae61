package io.ballotstream.model;

/**
 * The names of the two jobs, as in the table {@code job_runs}, in Kafka consumer groups, and as prefixes of
 * transactional ids.
 */
public final class Jobs {
    /** The casting job: from {@code voters_topic} to {@code votes_topic}. */
    public static final String CASTING = "vote-casting";

    /** The tally job: from {@code votes_topic} to the result tables and topics. */
    public static final String TALLY = "vote-tally";

    private Jobs() {}
}
