package io.ballotstream.cli;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** The rate at which a count has grown during the last seconds. */
final class CountingRate {
    private static final long WINDOW_NANOS = Duration.ofSeconds(3).toNanos();

    private record Sample(long nanos, long count) {}

    private final Deque<Sample> samples = new ArrayDeque<>();

    /** Adds the count at a time. Times must not decrease. */
    void sample(long nanos, long count) {
        samples.addLast(new Sample(nanos, count));
        while (nanos - samples.getFirst().nanos() > WINDOW_NANOS && samples.size() > 2) {
            samples.removeFirst();
        }
    }

    /** The rate per second between the oldest and the newest sample; 0 with fewer than two samples. */
    double perSecond() {
        if (samples.size() < 2) {
            return 0;
        }
        long nanos = samples.getLast().nanos() - samples.getFirst().nanos();
        long grown = samples.getLast().count() - samples.getFirst().count();
        return nanos == 0 ? 0 : grown * 1e9 / nanos;
    }
}
