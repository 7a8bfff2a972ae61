package io.ballotstream.seeder.publishing;

import io.ballotstream.model.BadInputException;

/**
 * How fast records are published.
 *
 * @param perSecond above zero; infinite for as fast as it goes
 */
public record Rate(double perSecond) {
    /** As fast as it goes. */
    public static final Rate MAX = new Rate(Double.POSITIVE_INFINITY);

    /** What applies unless told otherwise. */
    public static final Rate DEFAULT = new Rate(2000);

    /** Refuses zero, negative rates and what is no number. */
    public Rate {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("The rate must be above zero, but is " + perSecond);
        }
    }

    /**
     * Reads a number of voters per second, or {@code max}.
     *
     * @throws BadInputException if the text is neither
     */
    public static Rate parse(String text) {
        if (text.equals("max")) {
            return MAX;
        }
        try {
            double perSecond = Double.parseDouble(text);
            if (perSecond > 0 && perSecond <= 1e9) {
                return new Rate(perSecond);
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new BadInputException(
                "--rate must be a number of voters per second above 0, or max, but is \"" + text + "\".");
    }

    /** Whether records go out as fast as they can. */
    public boolean isMax() {
        return Double.isInfinite(perSecond);
    }

    /** How long after the first record the n-th is due, n from 0, in nanoseconds. */
    public long dueAfterNanos(long n) {
        return isMax() ? 0 : (long) (n * (1e9 / perSecond));
    }
}
