package io.ballotstream.bench;

/** A way to count all votes of the topic. */
interface TallyBaseline {
    /**
     * Counts all votes of the topic once.
     *
     * @throws io.ballotstream.model.ServiceFailedException if a service fails, or a record is not a vote that counts
     */
    Counted count() throws InterruptedException;

    /**
     * The time and the results of a count.
     *
     * @param seconds from the first record to the last result
     * @param cells the results, to be compared with those of the tally
     */
    record Counted(double seconds, ResultCells cells) {}
}
