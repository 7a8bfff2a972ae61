package io.ballotstream.seeder.registration;

import io.ballotstream.seeder.random.SeededRandom;
import io.ballotstream.seeder.random.SelectionSampler;

/**
 * Decides which voters vote too late, in the order of the voter numbers. Half of them are spread over the electorate. The
 * others are its last voters, who arrive in one burst, as from a polling place that was offline. A pure function of the seed
 * and both numbers. Uses constant memory. Not thread-safe.
 */
public final class LateVoters {
    private final SelectionSampler spread;
    private long leftBeforeBurst;

    /**
     * Begins with the first voter.
     *
     * @param seed of the election
     * @param voters of the electorate
     * @param late how many of them are late, 0 to all
     */
    public LateVoters(long seed, long voters, long late) {
        long burst = late / 2;
        this.leftBeforeBurst = voters - burst;
        this.spread = new SelectionSampler(SeededRandom.of(seed, "late"), leftBeforeBurst, late - burst);
    }

    /** {@return whether the next voter is late} */
    public boolean next() {
        if (leftBeforeBurst == 0) {
            return true;
        }
        leftBeforeBurst--;
        return spread.next();
    }

    /**
     * Skips voters.
     *
     * @param count how many
     * @return this
     */
    public LateVoters skip(long count) {
        long beforeBurst = Math.min(count, leftBeforeBurst);
        spread.skip(beforeBurst);
        leftBeforeBurst -= beforeBurst;
        return this;
    }
}
