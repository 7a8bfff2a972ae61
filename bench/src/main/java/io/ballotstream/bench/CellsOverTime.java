package io.ballotstream.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes latencies of votes from counts alone. In each cell of the results, the n-th cast vote is matched with the
 * n-th visible one. If votes overtake each other within a cell, their latencies change, but not the sum of them.
 *
 * <p>Times are epoch milliseconds.
 */
final class CellsOverTime {
    private final Map<String, Cell> cells = new HashMap<>();

    private static final class Cell {
        private final List<long[]> seen = new ArrayList<>();
        private long newest;
        private long[] cast = new long[64];
        private int castCount;
    }

    /** Adds the count of a cell at a time. Times must not decrease. */
    void saw(String cell, long votes, long time) {
        Cell shown = cells.computeIfAbsent(cell, name -> new Cell());
        if (votes > shown.newest) {
            shown.newest = votes;
            shown.seen.add(new long[] {votes, time});
        }
    }

    /** Adds the time at which a vote of the cell was cast, in any order. */
    void cast(String cell, long time) {
        Cell votedIn = cells.computeIfAbsent(cell, name -> new Cell());
        if (votedIn.castCount == votedIn.cast.length) {
            votedIn.cast = Arrays.copyOf(votedIn.cast, 2 * votedIn.castCount);
        }
        votedIn.cast[votedIn.castCount++] = time;
    }

    /**
     * The latencies of the votes in milliseconds, sorted.
     *
     * @param from votes that were cast earlier are ignored
     * @param before votes that were cast at this time or later are ignored
     */
    long[] latencies(long from, long before) {
        return cells.values().stream()
                .flatMapToLong(cell -> Arrays.stream(latencies(cell, from, before)))
                .sorted()
                .toArray();
    }

    private static long[] latencies(Cell cell, long from, long before) {
        long[] cast = Arrays.copyOf(cell.cast, cell.castCount);
        Arrays.sort(cast);
        if (cell.newest != cast.length) {
            throw new IllegalStateException(cast.length + " votes were cast, but " + cell.newest + " were seen");
        }
        long[] latencies = new long[cast.length];
        int taken = 0;
        int vote = 0;
        for (long[] seen : cell.seen) {
            for (; vote < seen[0]; vote++) {
                if (cast[vote] >= from && cast[vote] < before) {
                    latencies[taken++] = seen[1] - cast[vote];
                }
            }
        }
        return Arrays.copyOf(latencies, taken);
    }
}
