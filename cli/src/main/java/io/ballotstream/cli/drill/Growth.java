package io.ballotstream.cli.drill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The times at which a count grew, as values of {@link System#nanoTime}. Thread-safe. */
final class Growth {
    private final List<Long> times = new ArrayList<>();
    private long highest;

    /** Adds a sample; its time must not be before that of an earlier sample. */
    synchronized void sample(long nanos, long count) {
        if (count > highest) {
            highest = count;
            times.add(nanos);
        }
    }

    /** The greatest count so far. */
    synchronized long highest() {
        return highest;
    }

    /** The longest period between two times in which the count did not grow. */
    synchronized Duration longestStandStill(long from, long to) {
        long longest = 0;
        long last = from;
        for (long time : times) {
            if (time > from && time < to) {
                longest = Math.max(longest, time - last);
                last = time;
            }
        }
        return Duration.ofNanos(Math.max(longest, to - last));
    }

    /** How long after a time the count grew next; zero if it has not grown since. */
    synchronized Duration nextAfter(long from) {
        return times.stream()
                .filter(time -> time > from)
                .findFirst()
                .map(time -> Duration.ofNanos(time - from))
                .orElse(Duration.ZERO);
    }
}
