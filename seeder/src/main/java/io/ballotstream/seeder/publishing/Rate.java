package io.ballotstream.seeder.publishing;

import io.ballotstream.model.BadInputException;

/**
 * The rate at which records are published.
 *
 * @param perSecond positive; infinite for no limit
 */
public record Rate(double perSecond) {
    /** No limit. */
    public static final Rate MAX = new Rate(Double.POSITIVE_INFINITY);

    /** The default, 2000 per second. */
    public static final Rate DEFAULT = new Rate(2000);

    /** Rejects values that are not positive. */
    public Rate {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("The rate must be above zero, but is " + perSecond);
        }
    }

    /**
     * Parses a number of voters per second, or {@code max}.
     *
     * @param text value of the option {@code --rate}
     * @return a finite rate, or {@link #MAX}
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
            // Handled below.
        }
        throw new BadInputException(
                "--rate must be a number of voters per second above 0, or max, but is \"" + text + "\".");
    }

    /** {@return whether there is no limit} */
    public boolean isMax() {
        return Double.isInfinite(perSecond);
    }

    /**
     * When a record is due.
     *
     * @param n number of the record, from 0
     * @return nanoseconds after the first record; 0 without a limit
     */
    public long dueAfterNanos(long n) {
        return isMax() ? 0 : (long) (n * (1e9 / perSecond));
    }
}
