package io.ballotstream.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long votes took to be seen, found out from counts alone: in each cell of the board, the n-th vote cast is taken for
 * the n-th one seen. Votes that overtake each other within a cell thereby swap their times, which leaves their sum as it is.
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

    /** At that time the cell showed so many votes; times do not go backwards. */
    void saw(String cell, long votes, long time) {
        Cell shown = cells.computeIfAbsent(cell, name -> new Cell());
        if (votes > shown.newest) {
            shown.newest = votes;
            shown.seen.add(new long[] {votes, time});
        }
    }

    /** A vote of the cell was cast at that time; in any order. */
    void cast(String cell, long time) {
        Cell votedIn = cells.computeIfAbsent(cell, name -> new Cell());
        if (votedIn.castCount == votedIn.cast.length) {
            votedIn.cast = Arrays.copyOf(votedIn.cast, 2 * votedIn.castCount);
        }
        votedIn.cast[votedIn.castCount++] = time;
    }

    /**
     * The milliseconds from each vote to when it was seen, sorted.
     *
     * @param from votes that were cast earlier are left out
     */
    long[] latencies(long from) {
        return cells.values().stream()
                .flatMapToLong(cell -> Arrays.stream(latencies(cell, from)))
                .sorted()
                .toArray();
    }

    private static long[] latencies(Cell cell, long from) {
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
                if (cast[vote] >= from) {
                    latencies[taken++] = seen[1] - cast[vote];
                }
            }
        }
        return Arrays.copyOf(latencies, taken);
    }
}
