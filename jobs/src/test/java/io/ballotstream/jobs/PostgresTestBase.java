package io.ballotstream.jobs;

import io.ballotstream.embedded.EmbeddedServices;
import io.ballotstream.embedded.PostgresDatabase;
import io.ballotstream.store.DatabaseLogin;
import io.ballotstream.store.PostgresAddress;
import io.ballotstream.store.Schema;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A real database with the project's tables and a small election, the same before each test. */
public abstract class PostgresTestBase {
    /** The election's secret. */
    protected static final byte[] SALT = "the salt of the tests: 32 bytes.".getBytes(StandardCharsets.US_ASCII);

    private static final String WRITER_PASSWORD = "writes";

    private static PostgresAddress address;

    @BeforeAll
    static void migrate() throws SQLException {
        if (address == null) {
            PostgresDatabase database = EmbeddedServices.shared().postgres().createDatabase("jobs");
            PostgresAddress created = new PostgresAddress(database.jdbcUrl(), database.user(), database.password());
            Schema.migrate(created);
            address = created;
            execute("ALTER ROLE " + Schema.WRITER + " PASSWORD '" + WRITER_PASSWORD + "'");
        }
    }

    @BeforeEach
    void seed() throws SQLException {
        execute(
                "TRUNCATE votes, votes_per_candidate, turnout_by_location, candidate_totals, location_totals, late_votes,"
                        + " rejected_records, job_runs, ballot_plan, locations, candidates, election");
        update(
                "INSERT INTO election (election_id, name, salt, seed, scale, voters, voting_age)"
                        + " VALUES ('election-1', 'Test', ?, 1, 1, 10, 18)",
                (Object) SALT);
        execute("INSERT INTO candidates (candidate_id, candidate_name, party_affiliation, color, ballot_no) VALUES"
                + " ('c1', 'Ada', 'North', '#0000ff', 1), ('c2', 'Bob', 'South', '#ff0000', 2),"
                + " ('c10', 'Cy', 'West', '#00ff00', 10)");
        execute("INSERT INTO locations (location) VALUES ('Ohio'), ('Utah'), ('Guam')");
        execute(
                "INSERT INTO ballot_plan VALUES ('Ohio', 'c1', 3), ('Ohio', 'c10', 2), ('Ohio', 'c2', 1), ('Utah', 'c2', 4)");
    }

    /** The database, as its owner. */
    protected static PostgresAddress address() {
        return address;
    }

    /** The same, as the jobs log in: by a role that may do no more than they need. */
    protected static DatabaseLogin login() {
        return new DatabaseLogin(new PostgresAddress(address.jdbcUrl(), Schema.WRITER, WRITER_PASSWORD));
    }

    /** Breaks off all connections of the jobs' role. */
    protected static void breakConnectionsOfJobs() throws SQLException {
        try (Connection connection = login().connect();
                var statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE usename = current_user AND pid <> pg_backend_pid()");
        }
    }

    /** Executes statements without parameters. */
    protected static void execute(String sql) throws SQLException {
        try (Connection connection = address.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Executes one statement. */
    protected static void update(String sql, Object... parameters) throws SQLException {
        try (Connection connection = address.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int index = 0; index < parameters.length; index++) {
                statement.setObject(index + 1, parameters[index]);
            }
            statement.execute();
        }
    }

    /** The rows of a query, each as its columns' texts joined by {@code |}; NULL is an empty text. */
    protected static List<String> rows(String query) throws SQLException {
        try (Connection connection = address.connect();
                var statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            int columns = result.getMetaData().getColumnCount();
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    String text = result.getString(column);
                    row.add(text == null ? "" : text);
                }
                rows.add(String.join("|", row));
            }
            return rows;
        }
    }
}
