package io.ballotstream.seeder.plan;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Divides a number in proportion to weights by largest remainder, so that the parts add up to the number. */
final class Shares {
    private Shares() {}

    /** The parts, in the order of the weights. No weight may be negative, and one must be positive. */
    static long[] of(long total, double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        long[] shares = new long[weights.length];
        double[] remainders = new double[weights.length];
        long left = total;
        for (int i = 0; i < weights.length; i++) {
            double quota = total * (weights[i] / sum);
            shares[i] = Math.min(left, (long) quota);
            remainders[i] = quota - shares[i];
            left -= shares[i];
        }
        int[] byRemainder = IntStream.range(0, weights.length)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> -remainders[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i = 0; left > 0; i = (i + 1) % byRemainder.length, left--) {
            shares[byRemainder[i]]++;
        }
        return shares;
    }
}
