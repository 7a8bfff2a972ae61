package io.ballotstream.results;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Divides votes by the scale in exact whole numbers: every quotient is rounded down, and those with the largest
 * remainders are rounded up instead, as many as it takes to reach the total.
 */
final class LargestRemainder {
    private LargestRemainder() {}

    /**
     * The quotients, in the order of the votes; of equal remainders the first is rounded up first.
     *
     * @param votes none negative
     * @param scale at least 1
     * @param total the sum of the votes divided by the scale, rounded down or up: any other cannot be reached
     */
    static long[] divide(long[] votes, long scale, long total) {
        long[] quotients = new long[votes.length];
        long missing = total;
        for (int i = 0; i < votes.length; i++) {
            quotients[i] = votes[i] / scale;
            missing -= quotients[i];
        }
        long remaining = IntStream.range(0, votes.length)
                .filter(i -> votes[i] % scale > 0)
                .count();
        if (missing < 0 || missing > remaining) {
            throw new IllegalArgumentException("Votes divided by " + scale + " cannot sum up to " + total);
        }
        // The sort is stable.
        IntStream.range(0, votes.length)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> votes[i] % scale).reversed())
                .limit(missing)
                .forEach(i -> quotients[i]++);
        return quotients;
    }

    /** The quotient of a number that is not negative and a positive one, halves rounded up. */
    static long divideRoundingHalfUp(long dividend, long divisor) {
        long remainder = dividend % divisor;
        // Rather than doubling the remainder, which can overflow.
        boolean up = remainder >= divisor - remainder;
        return dividend / divisor + (up ? 1 : 0);
    }
}
