package io.ballotstream.seeder.manifest;

import io.ballotstream.model.BadInputException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The share of each kind of injected fault, as a fraction of the number of voters, 0 to 1.
 *
 * @param malformed malformed records, in addition to the electorate
 * @param duplicates copies of valid records, in addition to the electorate
 * @param underage voters too young to vote, in addition to the electorate
 * @param late voters of the electorate whose votes arrive too late to be counted
 */
public record FaultShares(double malformed, double duplicates, double underage, double late) {
    /** No faults. */
    public static final FaultShares NONE = new FaultShares(0, 0, 0, 0);

    /** Validates the ranges; an error names the option. */
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

    /**
     * The number of records for a share.
     *
     * @param part fraction, 0 to 1
     * @param voters the number of voters
     * @return the fraction of the voters, rounded half up
     */
    public static long of(double part, long voters) {
        // In decimal arithmetic, as the user wrote it: 0.145 of 100 is 14.5, which a double cannot represent exactly.
        return BigDecimal.valueOf(part)
                .multiply(BigDecimal.valueOf(voters))
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }
}
