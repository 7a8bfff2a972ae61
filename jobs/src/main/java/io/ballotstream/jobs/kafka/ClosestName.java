package io.ballotstream.jobs.kafka;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name that is most similar to a misspelled one. */
final class ClosestName {
    private ClosestName() {}

    /** The name with the smallest edit distance. Among several, the first in alphabetical order. */
    static Optional<String> to(String meant, Collection<String> names) {
        return names.stream()
                .min(Comparator.<String>comparingInt(name -> distance(meant, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The Levenshtein distance. */
    private static int distance(String left, String right) {
        int[] above = new int[right.length() + 1];
        for (int column = 0; column <= right.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= left.length(); row++) {
            int[] current = new int[right.length() + 1];
            current[0] = row;
            for (int column = 1; column <= right.length(); column++) {
                int replaced = above[column - 1] + (left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(above[column], current[column - 1]));
            }
            above = current;
        }
        return above[right.length()];
    }
}
