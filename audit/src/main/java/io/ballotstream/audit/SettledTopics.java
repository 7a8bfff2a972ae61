package io.ballotstream.audit;

/**
 * Tells whether the topics of aggregated results hold all votes that were counted: they are published after the tables are
 * written, and with the next checkpoint.
 */
final class SettledTopics implements AutoCloseable {
    // A transaction's records become visible partition by partition: what is complete twice in a row has no such gap.
    private static final int LOOKS = 2;

    private final String kafka;
    private AggregatedTopics.Newest newest;
    private int completeLooks;

    SettledTopics(String kafka) {
        this.kafka = kafka;
    }

    /** Whether the newest records of each topic sum up to the votes, at this look and the one before. */
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
