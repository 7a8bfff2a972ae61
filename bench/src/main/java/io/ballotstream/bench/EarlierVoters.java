package io.ballotstream.bench;

import io.ballotstream.seeder.publishing.Rate;
import java.util.function.Supplier;

/**
 * The rates of a publisher that publishes the first voters without a limit, waits until their votes are counted, and
 * then publishes the others at a constant rate. Not thread-safe.
 */
final class EarlierVoters implements Supplier<Rate> {
    /** Slow enough to wait, because the publisher asks for the rate again and again. */
    private static final Rate WAITING = new Rate(1e-4);

    private final long earlier;
    private final Rate rate;
    private final Proceedings proceedings;
    private long asked;
    private long pacedSince;

    /** @param earlier number of voters without a limit */
    EarlierVoters(long earlier, Rate rate, Proceedings proceedings) {
        this.earlier = earlier;
        this.rate = rate;
        this.proceedings = proceedings;
    }

    /** Without a limit, the publisher asks once for each record. */
    @Override
    public Rate get() {
        if (pacedSince == 0 && asked++ < earlier) {
            return Rate.MAX;
        }
        if (pacedSince == 0 && !proceedings.haveCounted(earlier)) {
            return WAITING;
        }
        if (pacedSince == 0) {
            pacedSince = System.currentTimeMillis();
        }
        return rate;
    }

    /** The time in epoch milliseconds from which on voters are published at the rate; 0 before. */
    long pacedSince() {
        return pacedSince;
    }
}
