package io.ballotstream.seeder.manifest;

import io.ballotstream.model.BadInputException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How much goes wrong, as parts of the number of voters, 0 to 1.
 *
 * @param malformed records that cannot be read, beyond the electorate
 * @param duplicates copies of good records, beyond the electorate
 * @param underage voters too young to vote, beyond the electorate
 * @param late voters of the electorate whose vote arrives too late to be counted
 */
public record FaultShares(double malformed, double duplicates, double underage, double late) {
    /** Nothing goes wrong. */
    public static final FaultShares NONE = new FaultShares(0, 0, 0, 0);

    /** Refuses parts outside 0 to 1 with a sentence that names the option. */
    public FaultShares {
        requirePart("--malformed", malformed);
        requirePart("--duplicates", duplicates);
        requirePart("--underage", underage);
        requirePart("--late", late);
    }

    private static void requirePart(String option, double part) {
        if (!(part >= 0 && part <= 1)) {
            throw new BadInputException(option + " must be from 0 to 1, but is " + part + ".");
        }
    }

    /** A part of the voters, halves rounded up. */
    public static long of(double part, long voters) {
        // In decimal digits, as the user wrote them: 0.145 of 100 is 14.5, which no double is exactly.
        return BigDecimal.valueOf(part)
                .multiply(BigDecimal.valueOf(voters))
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }
}
