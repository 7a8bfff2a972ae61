package io.ballotstream.cli;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** How fast a count has grown during the last seconds. */
final class CountingRate {
    private static final long WINDOW_NANOS = Duration.ofSeconds(3).toNanos();

    private record Sample(long nanos, long count) {}

    private final Deque<Sample> samples = new ArrayDeque<>();

    /** The count at a time; times do not go backwards. */
    void sample(long nanos, long count) {
        samples.addLast(new Sample(nanos, count));
        while (nanos - samples.getFirst().nanos() > WINDOW_NANOS && samples.size() > 2) {
            samples.removeFirst();
        }
    }

    /** Per second between the oldest and the newest sample of the window; 0 while there are not two of them. */
    double perSecond() {
        if (samples.size() < 2) {
            return 0;
        }
        long nanos = samples.getLast().nanos() - samples.getFirst().nanos();
        long grown = samples.getLast().count() - samples.getFirst().count();
        return nanos == 0 ? 0 : grown * 1e9 / nanos;
    }
}
