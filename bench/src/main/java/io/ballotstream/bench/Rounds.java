package io.ballotstream.bench;

/**
 * How often a throughput is measured. The JVM compiles code that runs often, so the first rounds are slower. They warm
 * up until a number of ballots, and not of rounds: otherwise, an election with few ballots would look slow.
 *
 * @param measured number of rounds that count, at least one
 * @param warmUpBallots number of ballots of the rounds before them, which do not count
 */
record Rounds(int measured, long warmUpBallots) {
    /** So that a tiny election is measured soon. */
    static final int MOST_WARM_UPS = 10;

    /**
     * The number of the first round. The number of the first measured round is 1.
     *
     * @param ballots of each round
     */
    int first(long ballots) {
        long warmUps = (warmUpBallots + ballots - 1) / ballots;
        return 1 - (int) Math.min(MOST_WARM_UPS, warmUps);
    }
}
