package io.ballotstream.jobs;

import io.ballotstream.store.DatabaseLogin;
import io.ballotstream.store.PostgresAddress;
import io.ballotstream.testing.TestDatabase;
import io.ballotstream.testing.TestElection;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** Provides a database with all tables and a small election, which is reset before each test. */
public abstract class PostgresTestBase {
    /** The election's salt. */
    protected static final byte[] SALT = TestElection.salt();

    private static final TestElection ELECTION = new TestElection("election-1", "Test")
            .candidate("c1", "Ada", "North", "#0000ff")
            .candidate("c2", "Bob", "South", "#ff0000")
            .candidate("c10", "Cy", "West", "#00ff00")
            .locations("Ohio", "Utah", "Guam")
            .planned("Ohio", "c1", 3)
            .planned("Ohio", "c10", 2)
            .planned("Ohio", "c2", 1)
            .planned("Utah", "c2", 4);

    private static TestDatabase database;

    @BeforeEach
    void seed() {
        database().truncate();
        ELECTION.insertInto(database());
    }

    private static synchronized TestDatabase database() {
        if (database == null) {
            database = TestDatabase.migrated("jobs");
        }
        return database;
    }

    /** The database, with the login of its owner. */
    protected static PostgresAddress address() {
        return database().owner();
    }

    /** The database, with the login of the jobs. */
    protected static DatabaseLogin login() {
        return new DatabaseLogin(database().writer());
    }

    /** Terminates all connections of the jobs' role. */
    protected static void breakConnectionsOfJobs() {
        database().terminateConnectionsOfWriter();
    }

    /** Executes statements without parameters. */
    protected static void execute(String sql) {
        database().execute(sql);
    }

    /** Executes one statement. */
    protected static void update(String sql, Object... parameters) {
        database().update(sql, parameters);
    }

    /** The rows of a query, each as the text of its columns, separated by {@code |}; NULL is an empty text. */
    protected static List<String> rows(String query) {
        return database().rows(query);
    }
}
