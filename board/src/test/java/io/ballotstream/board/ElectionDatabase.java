package io.ballotstream.board;

import io.ballotstream.embedded.EmbeddedPostgresServer;
import io.ballotstream.embedded.PostgresDatabase;
import io.ballotstream.embedded.RunDirectory;
import io.ballotstream.store.PostgresAddress;
import io.ballotstream.store.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A database with an election that is written like by the seeder and the jobs. One server for all tests of this module.
 */
final class ElectionDatabase implements AutoCloseable {
    /** The time of every test's election. */
    static final Instant START = Instant.parse("2026-11-03T20:00:00Z");

    private static final String PASSWORD = "reader";
    private static final int WINDOW_SECONDS = 10;
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static EmbeddedPostgresServer server;

    private final Connection connection;
    private final PostgresAddress reader;

    private ElectionDatabase(Connection connection, PostgresAddress reader) {
        this.connection = connection;
        this.reader = reader;
    }

    private static synchronized EmbeddedPostgresServer server() throws IOException {
        if (server == null) {
            RunDirectory run = RunDirectory.temporary();
            server = EmbeddedPostgresServer.startWithoutFsync(run);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(run)));
        }
        return server;
    }

    private static void stop(RunDirectory run) {
        try {
            server.close();
            run.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A new database with all tables and no election. */
    static ElectionDatabase create() throws IOException, SQLException {
        PostgresDatabase database = server().createDatabase("board_" + NUMBER.incrementAndGet());
        PostgresAddress owner = new PostgresAddress(database.jdbcUrl(), server().user(), server().password());
        Schema.migrate(owner);
        Connection connection = owner.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("ALTER ROLE " + Schema.READER + " PASSWORD '" + PASSWORD + "'");
        }
        return new ElectionDatabase(connection, new PostgresAddress(database.jdbcUrl(), Schema.READER, PASSWORD));
    }

    /** The login of the board. */
    PostgresAddress reader() {
        return reader;
    }

    void election(String name, long voters) throws SQLException {
        update(
                "INSERT INTO election (election_id, name, salt, seed, scale, voters, voting_age, created_at)"
                        + " VALUES ('e1', ?, decode(repeat('00', 32), 'hex'), 1, 1000, ?, 18, ?)",
                name,
                voters,
                START.atOffset(ZoneOffset.UTC));
        manifest("ON_TIME", voters);
    }

    void manifest(String kind, long records) throws SQLException {
        update("INSERT INTO seeding_manifest VALUES (?, ?)", kind, records);
    }

    /** The candidate with the next ballot number. */
    String candidate(String name, String party, String color) throws SQLException {
        update(
                "INSERT INTO candidates (candidate_id, candidate_name, party_affiliation, color, ballot_no)"
                        + " SELECT 'c' || n, ?, ?, ?, n FROM (SELECT count(*)::int + 1 AS n FROM candidates) AS next",
                name,
                party,
                color);
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery("SELECT 'c' || count(*) FROM candidates")) {
            row.next();
            return row.getString(1);
        }
    }

    void location(String name, Double latitude, Double longitude, Long eligible) throws SQLException {
        update(
                "INSERT INTO locations (location, latitude, longitude, eligible_voters) VALUES (?, ?, ?, ?)",
                name,
                latitude,
                longitude,
                eligible);
    }

    /** Counts votes that were cast in a second of the election, in all tables of the tally. */
    void count(String location, String candidate, long votes, int second) throws SQLException {
        var at = START.plusSeconds(second).atOffset(ZoneOffset.UTC);
        var window = START.plusSeconds(second / WINDOW_SECONDS * WINDOW_SECONDS).atOffset(ZoneOffset.UTC);
        connection.setAutoCommit(false);
        update(
                "INSERT INTO location_totals AS t VALUES (?, ?, ?, ?) ON CONFLICT (location, candidate_id) DO UPDATE"
                        + " SET votes = t.votes + EXCLUDED.votes, as_of = greatest(t.as_of, EXCLUDED.as_of),"
                        + " written_at = clock_timestamp()",
                location,
                candidate,
                votes,
                at);
        update(
                "INSERT INTO candidate_totals AS t VALUES (?, ?, ?) ON CONFLICT (candidate_id) DO UPDATE"
                        + " SET votes = t.votes + EXCLUDED.votes, as_of = greatest(t.as_of, EXCLUDED.as_of),"
                        + " written_at = clock_timestamp()",
                candidate,
                votes,
                at);
        update(
                "INSERT INTO votes_per_candidate AS t VALUES (?, ?, ?, ?) ON CONFLICT (window_start, candidate_id) DO"
                        + " UPDATE SET votes = t.votes + EXCLUDED.votes, written_at = clock_timestamp()",
                window,
                candidate,
                window.plusSeconds(WINDOW_SECONDS),
                votes);
        connection.commit();
        connection.setAutoCommit(true);
    }

    void reject(String reason, int records) throws SQLException {
        update(
                "INSERT INTO rejected_records SELECT 'voters_topic', 0, coalesce(max(kafka_offset), -1) + i, ?, 'detail', NULL, now()"
                        + " FROM generate_series(1, ?) AS i LEFT JOIN rejected_records ON true GROUP BY i",
                reason,
                records);
    }

    void late(int votes) throws SQLException {
        update(
                "INSERT INTO late_votes SELECT 'late' || i, 'c1', 'somewhere', now(), now() FROM generate_series(1, ?) AS i",
                votes);
    }

    void audit(boolean holds) throws SQLException {
        update(
                "INSERT INTO audit_results SELECT now(), 'R' || i, 'records published', 100, 'accepted + rejected',"
                        + " CASE WHEN i = 4 AND NOT ? THEN 99 ELSE 100 END, CASE WHEN i = 4 AND NOT ? THEN 1 ELSE 0 END,"
                        + " i <> 4 OR ? FROM generate_series(1, 6) AS i",
                holds,
                holds,
                holds);
    }

    /** Runs a statement as the owner. */
    void update(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    /** Ends the sessions of the board and refuses new ones, or allows them again. */
    void allowReader(boolean allowed) throws SQLException {
        String database = connection.getCatalog();
        if (allowed) {
            update("GRANT CONNECT ON DATABASE " + database + " TO PUBLIC, " + Schema.READER);
            return;
        }
        try (Connection session = reader.connect();
                Statement statement = session.createStatement()) {
            update("REVOKE CONNECT ON DATABASE " + database + " FROM PUBLIC, " + Schema.READER);
            // A role can end its own sessions.
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE usename = current_user AND datname = current_database() AND pid <> pg_backend_pid()");
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
