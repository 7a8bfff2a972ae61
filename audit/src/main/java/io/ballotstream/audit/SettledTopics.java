package io.ballotstream.audit;

/**
 * Checks whether the aggregated topics contain all counted votes. The records become visible after the tables are
 * written, with the next checkpoint.
 */
final class SettledTopics implements AutoCloseable {
    // The records of a transaction become visible partition by partition. Two complete reads in a row exclude a gap.
    private static final int LOOKS = 2;

    private final String kafka;
    private AggregatedTopics.Newest newest;
    private int completeLooks;

    SettledTopics(String kafka) {
        this.kafka = kafka;
    }

    /** Whether the newest records of each topic add up to the votes, now and at the previous call. */
    boolean hold(long votes) {
        if (newest == null) {
            newest = new AggregatedTopics.Newest(kafka);
        }
        AggregatedTopics topics = newest.read();
        boolean complete = topics.votesOfCandidates() == votes
                && topics.votesOfLocations() == votes
                && topics.votesOfParties() == votes;
        completeLooks = complete ? completeLooks + 1 : 0;
        return completeLooks >= LOOKS;
    }

    @Override
    public void close() {
        if (newest != null) {
            newest.close();
        }
    }
}
