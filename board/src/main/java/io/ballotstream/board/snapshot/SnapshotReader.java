package io.ballotstream.board.snapshot;

import io.ballotstream.model.Candidate;
import io.ballotstream.model.Contest;
import io.ballotstream.model.Location;
import io.ballotstream.store.PostgresAddress;
import io.ballotstream.store.Rows;
import java.io.Closeable;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.text.Collator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.postgresql.util.PSQLState;

/**
 * Reads the board as {@code ballotstream_reader}, each time in one REPEATABLE READ transaction, and only what has
 * changed.
 *
 * <p>Computes the totals of the candidates from {@code location_totals}. {@code candidate_totals} is written in
 * separate transactions, so it may be a flush ahead or behind. Not thread-safe.
 */
final class SnapshotReader implements Closeable {
    // Windows are written independently of the totals, so a window may still change after the last change of a total.
    private static final Duration WINDOWS_SETTLE = Duration.ofSeconds(5);
    private static final int RACE_STEPS = 400;

    private static final String ELECTION = """
            SELECT e.election_id, e.name, e.scale, e.voters, e.created_at, e.contest,
                   (SELECT count(*) FROM candidates) AS candidates, (SELECT count(*) FROM locations) AS locations
            FROM election e""";
    private static final String CANDIDATES = """
            SELECT candidate_id, ballot_no, candidate_name, party_affiliation, color, photo_url
            FROM candidates ORDER BY ballot_no""";
    private static final String LOCATIONS =
            "SELECT location, latitude, longitude, eligible_voters, seats FROM locations";
    private static final String TOTALS =
            "SELECT coalesce(sum(votes), 0)::bigint AS votes, max(as_of) AS as_of, max(written_at) AS written_at FROM location_totals";
    private static final String CELLS = "SELECT location, candidate_id, votes FROM location_totals WHERE votes > 0";
    // The size of the windows is an option of the tally job, so it is read from the rows.
    private static final String RACE = """
            WITH windows AS MATERIALIZED (
                SELECT window_start, window_end, candidate_id, votes FROM votes_per_candidate WHERE candidate_id = ANY (?)
            ), span AS (
                SELECT min(window_start) AS first, max(window_end) AS last, min(window_end - window_start) AS size FROM windows
            ), steps AS (
                SELECT first, size * greatest(1, ceil(extract(epoch FROM last - first) / extract(epoch FROM size) / ?))::int AS step
                FROM span
            )
            SELECT (extract(epoch FROM s.step) * 1000)::bigint AS step_ms, date_bin(s.step, w.window_start, s.first) AS start, w.candidate_id, sum(w.votes)::bigint AS votes
            FROM windows w CROSS JOIN steps s
            GROUP BY 1, 2, 3 ORDER BY start""";
    private static final String MANIFEST = "SELECT kind, records FROM seeding_manifest";
    private static final String REJECTED = "SELECT reason, count(*) FROM rejected_records GROUP BY reason";
    private static final String LATE = "SELECT count(*) FROM late_votes";
    // The reader role may not read the table votes. The statistics of the server are up to a second old, and count
    // failed batches twice.
    private static final String CAST =
            "SELECT coalesce(sum(n_tup_ins), 0)::bigint FROM pg_stat_user_tables WHERE relname = 'votes'";
    private static final String AUDIT = """
            SELECT run_at, rule, left_name, left_value, right_name, right_value, difference, holds
            FROM reconciliation ORDER BY rule""";

    private final Connection connection;
    private ElectionFacts facts;
    private Totals totals;
    private Instant changedAt = Instant.EPOCH;
    private Count count;
    private Race race = Race.EMPTY;
    private Seats.Memory memory = new Seats.Memory();

    private record Totals(String electionId, long votes, Instant asOf, Instant writtenAt) {}

    private record Count(List<Standing> standings, List<LocationCount> locations, long votes) {}

    private SnapshotReader(Connection connection) {
        this.connection = connection;
    }

    static SnapshotReader connect(PostgresAddress reader) throws SQLException {
        Connection connection = reader.connect();
        try {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            return new SnapshotReader(connection);
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    /** The current board, without version and rate. */
    Snapshot read() throws SQLException {
        Instant now = Instant.now();
        try {
            Snapshot snapshot = readElection() ? readBoard(now) : Snapshot.notPrepared(now);
            connection.commit();
            return snapshot;
        } catch (SQLException failure) {
            connection.rollback();
            if (isSchemaMissing(failure)) {
                return Snapshot.notPrepared(now);
            }
            throw failure;
        }
    }

    // The seeder may still be creating tables and granting rights.
    private static boolean isSchemaMissing(SQLException failure) {
        return PSQLState.UNDEFINED_TABLE.getState().equals(failure.getSQLState());
    }

    /** Reads the attributes of the election unless they are known. Returns whether there is an election. */
    private boolean readElection() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ELECTION)) {
            if (!row.next()) {
                facts = null;
                totals = null;
                return false;
            }
            boolean known = facts != null
                    && facts.id().equals(row.getString("election_id"))
                    && facts.candidates().size() == row.getInt("candidates")
                    && facts.locations().size() == row.getInt("locations");
            if (!known) {
                facts = new ElectionFacts(
                        row.getString("election_id"),
                        row.getString("name"),
                        row.getLong("scale"),
                        row.getLong("voters"),
                        Rows.instant(row, "created_at"),
                        Contest.of(row.getString("contest")).orElseThrow(),
                        candidates(),
                        locations());
                totals = null;
                memory = new Seats.Memory();
            }
            return true;
        }
    }

    private List<CandidateProfile> candidates() throws SQLException {
        return Rows.list(
                connection,
                CANDIDATES,
                row -> new CandidateProfile(
                        new Candidate(row.getString(1), row.getInt(2), row.getString(3), row.getString(4)),
                        row.getString(5),
                        row.getString(6)));
    }

    private List<Location> locations() throws SQLException {
        List<Location> locations = Rows.list(
                connection,
                LOCATIONS,
                row -> new Location(
                        row.getString(1),
                        row.getObject(2, Double.class),
                        row.getObject(3, Double.class),
                        row.getObject(4, Long.class),
                        row.getInt(5)));
        Collator collator = Collator.getInstance(Locale.ROOT);
        return locations.stream()
                .map(location -> Map.entry(collator.getCollationKey(location.location()), location))
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }

    private Snapshot readBoard(Instant now) throws SQLException {
        Totals newest = totals();
        if (!newest.equals(totals)) {
            count = count();
            totals = newest;
            changedAt = now;
            if (count.votes() > 0) {
                memory.add(count.locations(), totals.asOf());
            }
        }
        if (Duration.between(changedAt, now).compareTo(WINDOWS_SETTLE) <= 0) {
            race = race();
        }
        long late = number(LATE);
        long voters = facts.voters();
        boolean complete = voters > 0 && count.votes() + late >= voters;
        long cast = complete ? count.votes() + late : Math.min(voters, Math.max(number(CAST), count.votes() + late));
        Phase phase = complete ? Phase.COMPLETE : count.votes() > 0 ? Phase.COUNTING : Phase.BEFORE_FIRST_VOTE;
        return new Snapshot(
                0,
                now,
                phase,
                true,
                null,
                facts,
                count.standings(),
                count.locations(),
                race,
                facts.contest() == Contest.LOCATION
                        ? Seats.of(facts, count.locations(), complete, memory.course(), memory.gains())
                        : null,
                new Pipeline(byName(MANIFEST), cast, count.votes(), late, byName(REJECTED)),
                audit().orElse(null),
                totals.asOf(),
                totals.writtenAt(),
                0);
    }

    private Totals totals() throws SQLException {
        return Rows.list(
                        connection,
                        TOTALS,
                        row -> new Totals(
                                facts.id(),
                                row.getLong("votes"),
                                Rows.instant(row, "as_of"),
                                Rows.instant(row, "written_at")))
                .get(0);
    }

    private Count count() throws SQLException {
        Map<String, CandidateProfile> candidates = new HashMap<>();
        Map<String, Long> sums = new HashMap<>();
        for (CandidateProfile candidate : facts.candidates()) {
            candidates.put(candidate.id(), candidate);
            sums.put(candidate.id(), 0L);
        }
        Map<String, List<CandidateVotes>> cells = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(CELLS)) {
            while (row.next()) {
                CandidateProfile candidate = candidates.get(row.getString(2));
                long votes = row.getLong(3);
                cells.computeIfAbsent(row.getString(1), location -> new ArrayList<>())
                        .add(new CandidateVotes(candidate, votes));
                sums.merge(candidate.id(), votes, Long::sum);
            }
        }
        long all = sums.values().stream().mapToLong(Long::longValue).sum();
        return new Count(standings(sums, all), locations(cells), all);
    }

    private List<Standing> standings(Map<String, Long> sums, long all) {
        // The candidates are sorted by ballot number, and the sort is stable.
        List<CandidateProfile> ranked = facts.candidates().stream()
                .sorted(Comparator.comparing((CandidateProfile candidate) -> sums.get(candidate.id()))
                        .reversed())
                .toList();
        List<Standing> standings = new ArrayList<>();
        for (CandidateProfile candidate : ranked) {
            long votes = sums.get(candidate.id());
            int rival = standings.isEmpty() ? 1 : 0;
            long best = rival < ranked.size() ? sums.get(ranked.get(rival).id()) : 0;
            double share = all == 0 ? 0 : (double) votes / all;
            standings.add(new Standing(standings.size() + 1, candidate, votes, share, votes - best));
        }
        return standings;
    }

    private List<LocationCount> locations(Map<String, List<CandidateVotes>> cells) {
        Comparator<CandidateVotes> order = Comparator.comparingLong(CandidateVotes::votes)
                .reversed()
                .thenComparing(cell -> cell.candidate().candidate().ballotNo());
        return facts.locations().stream()
                .map(location -> {
                    List<CandidateVotes> results = cells.getOrDefault(location.location(), List.of()).stream()
                            .sorted(order)
                            .toList();
                    long votes =
                            results.stream().mapToLong(CandidateVotes::votes).sum();
                    return new LocationCount(location, votes, results);
                })
                .toList();
    }

    private Race race() throws SQLException {
        List<Standing> front = count.standings().stream()
                .limit(Race.CANDIDATES)
                .filter(standing -> standing.votes() > 0)
                .toList();
        if (front.isEmpty()) {
            return Race.EMPTY;
        }
        String[] ids = front.stream().map(standing -> standing.candidate().id()).toArray(String[]::new);
        Array wanted = connection.createArrayOf("text", ids);
        try (PreparedStatement query = connection.prepareStatement(RACE)) {
            query.setArray(1, wanted);
            query.setInt(2, RACE_STEPS);
            try (ResultSet row = query.executeQuery()) {
                RaceBuilder builder = new RaceBuilder(front, totals.asOf());
                while (row.next()) {
                    builder.add(
                            Duration.ofMillis(row.getLong("step_ms")),
                            Rows.instant(row, "start"),
                            row.getString("candidate_id"),
                            row.getLong("votes"));
                }
                return builder.build();
            }
        } finally {
            wanted.free();
        }
    }

    private Optional<AuditRun> audit() throws SQLException {
        List<Instant> runAt = new ArrayList<>();
        List<AuditRun.Rule> rules = Rows.list(connection, AUDIT, row -> {
            runAt.add(Rows.instant(row, "run_at"));
            return new AuditRun.Rule(
                    row.getString("rule"),
                    row.getString("left_name"),
                    row.getLong("left_value"),
                    row.getString("right_name"),
                    row.getLong("right_value"),
                    row.getLong("difference"),
                    row.getBoolean("holds"));
        });
        return rules.isEmpty() ? Optional.empty() : Optional.of(new AuditRun(runAt.get(0), rules));
    }

    private SortedMap<String, Long> byName(String query) throws SQLException {
        SortedMap<String, Long> numbers = new TreeMap<>();
        Rows.list(connection, query, row -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(entry -> numbers.put(entry.getKey(), entry.getValue()));
        return numbers;
    }

    private long number(String query) throws SQLException {
        return Rows.list(connection, query, row -> row.getLong(1)).get(0);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException alreadyGone) {
            // Nothing is lost, because this only reads.
        }
    }
}
