package io.ballotstream.results;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Divides votes by the scale with the largest remainder method: it rounds every quotient down, and then rounds the
 * quotients with the largest remainders up until their sum is the total. Uses integers only.
 */
final class LargestRemainder {
    private LargestRemainder() {}

    /**
     * Divides each number of votes. Among equal remainders, the first is rounded up first.
     *
     * @param votes none negative
     * @param scale at least 1
     * @param total the sum of the votes divided by the scale, rounded down or up
     * @return the quotients, in the order of the votes
     * @throws IllegalArgumentException if rounding cannot reach the total
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
            throw new IllegalArgumentException("Votes divided by " + scale + " cannot add up to " + total);
        }
        // The sort is stable: among equal remainders, the order of the votes decides.
        IntStream.range(0, votes.length)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> votes[i] % scale).reversed())
                .limit(missing)
                .forEach(i -> quotients[i]++);
        return quotients;
    }

    /** Divides a number that is not negative by a positive one, and rounds half up. */
    static long divideRoundingHalfUp(long dividend, long divisor) {
        long remainder = dividend % divisor;
        // Doubling the remainder could overflow.
        boolean up = remainder >= divisor - remainder;
        return dividend / divisor + (up ? 1 : 0);
    }
}
