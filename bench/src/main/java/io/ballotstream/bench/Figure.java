package io.ballotstream.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A measured value.
 *
 * @param rounds the value of each round, at least one
 */
record Figure(String name, Unit unit, List<Double> rounds, Optional<Target> target) {
    /** Rejects a figure without rounds. */
    Figure {
        if (rounds.isEmpty()) {
            throw new IllegalArgumentException(name + " must have been measured at least once");
        }
        rounds = List.copyOf(rounds);
    }

    /** A figure without a target. */
    static Figure of(String name, Unit unit, List<Double> rounds) {
        return new Figure(name, unit, rounds, Optional.empty());
    }

    static Figure of(String name, Unit unit, List<Double> rounds, Target target) {
        return new Figure(name, unit, rounds, Optional.of(target));
    }

    /** The ratio of two figures, round by round. */
    static Figure ratio(String name, Figure dividend, Figure divisor, Target target) {
        return new Figure(name, Unit.RATIO, quotients(dividend, divisor), Optional.of(target));
    }

    static Figure ratio(String name, Figure dividend, Figure divisor) {
        return new Figure(name, Unit.RATIO, quotients(dividend, divisor), Optional.empty());
    }

    private static List<Double> quotients(Figure dividend, Figure divisor) {
        Double[] quotients = new Double[dividend.rounds.size()];
        Arrays.setAll(quotients, round -> dividend.rounds.get(round) / divisor.rounds.get(round));
        return List.of(quotients);
    }

    /** The median of the rounds. */
    double median() {
        double[] sorted =
                rounds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Whether the target is met; true without a target. */
    boolean meetsTarget() {
        return target.isEmpty() || target.get().isMetBy(median());
    }
}
