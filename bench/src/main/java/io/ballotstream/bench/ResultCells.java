package io.ballotstream.bench;

import io.ballotstream.model.ServiceFailedException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The counts of an election, cell by cell, as the result tables of the tally contain them. Not thread-safe. */
final class ResultCells {
    static final String CANDIDATE_TOTALS = "candidate_totals";
    static final String LOCATION_TOTALS = "location_totals";
    static final String PARTY_TOTALS = "party_totals";
    static final String VOTES_PER_CANDIDATE = "votes_per_candidate";
    static final String TURNOUT_BY_LOCATION = "turnout_by_location";
    static final String VOTES_PER_PARTY = "votes_per_party";

    /** Each table counts every vote once. */
    static final List<String> TABLES = List.of(
            CANDIDATE_TOTALS, LOCATION_TOTALS, PARTY_TOTALS, VOTES_PER_CANDIDATE, TURNOUT_BY_LOCATION, VOTES_PER_PARTY);

    private static final Map<String, String> QUERIES = Map.of(
            CANDIDATE_TOTALS,
            "SELECT votes, $(as_of), candidate_id FROM candidate_totals",
            LOCATION_TOTALS,
            "SELECT votes, $(as_of), location, candidate_id FROM location_totals",
            PARTY_TOTALS,
            "SELECT votes, $(as_of), party FROM party_totals",
            VOTES_PER_CANDIDATE,
            "SELECT votes, $(window_end), $(window_start), candidate_id FROM votes_per_candidate",
            TURNOUT_BY_LOCATION,
            "SELECT votes, $(window_end), $(window_start), location FROM turnout_by_location",
            VOTES_PER_PARTY,
            "SELECT votes, $(window_end), $(window_start), party FROM votes_per_party");

    private final Map<Cell, Count> counts = new HashMap<>();
    private final Map<String, Long> sums = new HashMap<>();

    /** A row of a table, identified by the values of its primary key. Times are epoch milliseconds. */
    record Cell(String table, List<String> key) {
        Cell {
            key = List.copyOf(key);
        }

        static Cell of(String table, String... key) {
            return new Cell(table, List.of(key));
        }

        @Override
        public String toString() {
            return table + " for " + String.join(", ", key);
        }
    }

    /**
     * The values of a row.
     *
     * @param votes counted
     * @param time {@code as_of} of a total, {@code window_end} of a window, in epoch milliseconds
     */
    record Count(long votes, long time) {
        /** The sum with another count of the same cell. */
        Count plus(Count other) {
            return new Count(votes + other.votes, Math.max(time, other.time));
        }

        @Override
        public String toString() {
            return votes + " votes until " + time;
        }
    }

    /** Reads the result tables. */
    static ResultCells of(Tables tables) {
        ResultCells cells = new ResultCells();
        for (String table : TABLES) {
            tables.inDatabase(() -> {
                cells.read(table, tables);
                return null;
            });
        }
        return cells;
    }

    private void read(String table, Tables tables) throws SQLException {
        String query = QUERIES.get(table).replaceAll("\\$\\((\\w+)\\)", "(extract(epoch FROM $1) * 1000)::bigint");
        try (Statement statement = tables.connection().createStatement();
                ResultSet row = statement.executeQuery(query)) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                List<String> key = new ArrayList<>();
                for (int column = 3; column <= columns; column++) {
                    key.add(row.getString(column));
                }
                put(new Cell(table, key), new Count(row.getLong(1), row.getLong(2)));
            }
        }
    }

    /** Sets the count of a cell. */
    void put(Cell cell, Count count) {
        Count before = counts.put(cell, count);
        sums.merge(cell.table(), count.votes() - (before == null ? 0 : before.votes()), Long::sum);
    }

    /** The cells and their counts, in any order. */
    Map<Cell, Count> counts() {
        return Collections.unmodifiableMap(counts);
    }

    /** Whether each table counts this number of votes. */
    boolean eachTableHolds(long votes) {
        return TABLES.stream().allMatch(table -> sums.getOrDefault(table, 0L) == votes);
    }

    /**
     * Requires that all cells equal those of the tally.
     *
     * @param name of the baseline that counted these cells
     * @throws ServiceFailedException if a cell differs, or exists only on one side
     */
    void requireEqualTo(ResultCells tally, String name) {
        if (counts.equals(tally.counts)) {
            return;
        }
        Set<Cell> all = new TreeSet<>((one, other) -> one.toString().compareTo(other.toString()));
        all.addAll(counts.keySet());
        all.addAll(tally.counts.keySet());
        all.removeIf(cell -> counts.containsKey(cell) && counts.get(cell).equals(tally.counts.get(cell)));
        Cell first = all.iterator().next();
        throw new ServiceFailedException("The results of \"" + name + "\" and \"tally\" differ in " + all.size()
                + " cells, for example in " + first + ": " + text(counts.get(first)) + " instead of "
                + text(tally.counts.get(first)) + ".");
    }

    private static String text(Count count) {
        return count == null ? "no row" : count.toString();
    }
}
