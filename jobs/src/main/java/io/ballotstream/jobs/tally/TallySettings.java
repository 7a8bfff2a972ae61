package io.ballotstream.jobs.tally;

import io.ballotstream.jobs.tally.count.TallyWindows;
import io.ballotstream.model.BadInputException;
import io.ballotstream.model.Lateness;
import io.ballotstream.store.DurationConverter;
import java.io.Serializable;
import java.time.Duration;

/**
 * The settings of the tally job.
 *
 * @param window size of the event-time windows
 * @param outOfOrderness how far the watermark stays behind the greatest voting time
 * @param idleness time without votes after which a partition no longer holds back the watermark
 * @param lateness decides which votes are late
 * @param earlyFiring time after which a window emits its first uncounted vote
 */
public record TallySettings(
        Duration window, Duration outOfOrderness, Duration idleness, Lateness lateness, Duration earlyFiring)
        implements Serializable {
    /** The default of {@code --window}, in the form of the command line. */
    public static final String DEFAULT_WINDOW = "10s";

    /** The defaults. */
    public static final TallySettings DEFAULT = new TallySettings(
            new DurationConverter().convert(DEFAULT_WINDOW),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            new Lateness(Lateness.DEFAULT_ALLOWED),
            Duration.ofMillis(50));

    /**
     * Validates the settings.
     *
     * @throws BadInputException if a setting is out of range; the message names the option
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
     * Replaces the size of the windows.
     *
     * @param size of the windows, 1 ms to 24 h
     * @return the other settings with this size
     * @throws BadInputException if the size is out of range
     */
    public TallySettings withWindow(Duration size) {
        return new TallySettings(size, outOfOrderness, idleness, lateness, earlyFiring);
    }

    /**
     * The windows with the time for which their counts stay in state: the allowed lateness and one more day. So a vote
     * still finds its window's count if its partition is read up to a day later than the others.
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
