package io.ballotstream.jobs.tally;

import io.ballotstream.jobs.tally.count.TallyWindows;
import io.ballotstream.model.BadInputException;
import io.ballotstream.model.Lateness;
import io.ballotstream.store.DurationConverter;
import java.io.Serializable;
import java.time.Duration;

/**
 * How votes are counted.
 *
 * @param window the size of the windows that votes are counted in, by their voting time
 * @param outOfOrderness how far voting times may be behind the greatest one before a window is closed without them
 * @param idleness how long a partition may be silent before the others no longer wait for it
 * @param lateness from when on a vote does not count
 * @param earlyFiring how long a change waits for others before it is shown
 */
public record TallySettings(
        Duration window, Duration outOfOrderness, Duration idleness, Lateness lateness, Duration earlyFiring)
        implements Serializable {
    /** The default of {@code --window}, as it stands on a command line. */
    public static final String DEFAULT_WINDOW = "10s";

    /** Unless told otherwise. */
    public static final TallySettings DEFAULT = new TallySettings(
            new DurationConverter().convert(DEFAULT_WINDOW),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            new Lateness(Lateness.DEFAULT_ALLOWED),
            Duration.ofMillis(250));

    /**
     * Refuses what cannot work.
     *
     * @throws BadInputException naming the option
     */
    public TallySettings {
        requireBetween("--window", window, Duration.ofMillis(1), Duration.ofHours(24));
        requireBetween("--out-of-orderness", outOfOrderness, Duration.ZERO, Duration.ofHours(24));
        requireBetween("--idleness", idleness, Duration.ofMillis(1), Duration.ofHours(24));
        if (earlyFiring.toMillis() < 1) {
            throw new BadInputException("--early-firing must be at least 1ms, but is " + text(earlyFiring) + ".");
        }
    }

    /**
     * These settings with windows of another size.
     *
     * @throws BadInputException naming the option, if the size is out of range
     */
    public TallySettings withWindow(Duration size) {
        return new TallySettings(size, outOfOrderness, idleness, lateness, earlyFiring);
    }

    /**
     * The windows that votes are counted in. Their counts are kept for a day longer than the oldest vote that still counts,
     * so that partitions may be read a day apart before a vote no longer finds its window.
     */
    TallyWindows windows() {
        return new TallyWindows(window, lateness.allowed().plusHours(24));
    }

    private static void requireBetween(String option, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new BadInputException(option + " must be between " + text(least) + " and " + text(most) + ", but is "
                    + text(value) + ".");
        }
    }

    private static String text(Duration duration) {
        return duration.toMillis() + "ms";
    }
}
