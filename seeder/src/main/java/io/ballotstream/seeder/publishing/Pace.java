package io.ballotstream.seeder.publishing;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Schedules records at a rate. After a pause it catches up by one second at most, so that the topic is not flooded.
 */
final class Pace {
    private static final long CATCH_UP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Rate rate;
    private final LongSupplier clock;
    private long start;
    private long next;

    /** @param clock nanoseconds */
    Pace(Rate rate, LongSupplier clock) {
        this.rate = rate;
        this.clock = clock;
        this.start = clock.getAsLong();
    }

    /** Nanoseconds until the next record is due; zero or negative if it is due. */
    long untilDue() {
        if (rate.isMax()) {
            return 0;
        }
        long now = clock.getAsLong();
        long wait = start + rate.dueAfterNanos(next) - now;
        if (wait < -CATCH_UP_NANOS) {
            start = now - CATCH_UP_NANOS;
            next = 0;
            return -CATCH_UP_NANOS;
        }
        return wait;
    }

    /** Advances to the next record. */
    void sent() {
        next++;
    }
}
