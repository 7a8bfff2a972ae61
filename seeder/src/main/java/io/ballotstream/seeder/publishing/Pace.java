package io.ballotstream.seeder.publishing;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Schedules records at a rate. After a pause it catches up by one second at most, so that the topic is not flooded.
 */
final class Pace {
    private static final long CATCH_UP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<Rate> rates;
    private final LongSupplier clock;
    private Rate rate;
    private long start;
    private long next;

    /**
     * @param rates tells the rate for each record; when it changes, the new one counts from that record on
     * @param clock nanoseconds
     */
    Pace(Supplier<Rate> rates, LongSupplier clock) {
        this.rates = rates;
        this.rate = rates.get();
        this.clock = clock;
        this.start = clock.getAsLong();
    }

    /** Nanoseconds until the next record is due; zero or negative if it is due. */
    long untilDue() {
        Rate current = rates.get();
        if (!current.equals(rate)) {
            rate = current;
            start = clock.getAsLong();
            next = 0;
        }
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
