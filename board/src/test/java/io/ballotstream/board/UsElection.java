package io.ballotstream.board;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The US presidential election of 2020 by state, one vote in a thousand, cast in 80 seconds. */
final class UsElection {
    private static final Path FILE = Path.of("../data/us-president-2020-by-state.csv");
    private static final int SCALE = 1000;
    private static final int SECONDS = 80;
    private static final List<String> COLORS = List.of("#1f77d0", "#d62f2f", "#8a8a8a");

    private final ElectionDatabase database;
    private final List<CSVRecord> rows;
    private final Map<String, String> candidates = new LinkedHashMap<>();

    private UsElection(ElectionDatabase database, List<CSVRecord> rows) {
        this.database = database;
        this.rows = rows;
    }

    /** Writes everything except votes. */
    static UsElection prepare(ElectionDatabase database) throws IOException, SQLException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser parser = CSVParser.parse(Files.newBufferedReader(FILE), format)) {
            UsElection election = new UsElection(database, parser.getRecords());
            election.write();
            return election;
        }
    }

    private void write() throws SQLException {
        Map<String, CSVRecord> locations = new LinkedHashMap<>();
        long voters = 0;
        for (CSVRecord row : rows) {
            locations.putIfAbsent(row.get("location"), row);
            voters += votes(row);
            if (!candidates.containsKey(row.get("candidate"))) {
                candidates.put(
                        row.get("candidate"),
                        database.candidate(
                                row.get("candidate"), row.get("party"), COLORS.get(candidates.size() % COLORS.size())));
            }
        }
        database.election("us-president-2020-by-state, 1 in 1000", voters);
        for (CSVRecord row : locations.values()) {
            long all = rows.stream()
                    .filter(other -> other.get("location").equals(row.get("location")))
                    .mapToLong(UsElection::votes)
                    .sum();
            database.location(
                    row.get("location"),
                    Double.valueOf(row.get("latitude")),
                    Double.valueOf(row.get("longitude")),
                    all * 3 / 2);
        }
    }

    private static long votes(CSVRecord row) {
        return Long.parseLong(row.get("votes")) / SCALE;
    }

    /**
     * Counts a part of each cell, from one share of the night to another. The states of the second half report later.
     */
    void count(double from, double to) throws SQLException {
        for (int step = (int) (from * SECONDS / 10); step < to * SECONDS / 10; step++) {
            int cell = 0;
            for (CSVRecord row : rows) {
                long votes = votes(row);
                long late = cell++ % 3 == 0 ? 2 : 1;
                long before = part(votes, step, late);
                long after = part(votes, step + 1, late);
                if (after > before) {
                    database.count(
                            row.get("location"), candidates.get(row.get("candidate")), after - before, step * 10 + 5);
                }
            }
        }
    }

    private static long part(long votes, int step, long power) {
        return Math.round(votes * Math.pow(step * 10.0 / SECONDS, power));
    }
}
