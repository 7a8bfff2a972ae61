package io.ballotstream.testing;

import io.ballotstream.embedded.PostgresDatabase;
import io.ballotstream.store.PostgresAddress;
import io.ballotstream.store.Schema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/**
 * A database in the shared PostgreSQL, with the logins of its owner, of the jobs and of the dashboards.
 *
 * <p>Each method that executes SQL opens its own connection as the owner. It throws {@link IllegalStateException} with
 * the server's message if a statement fails. Thread-safe.
 */
public final class TestDatabase {
    private static final String PASSWORD = "test";

    private final PostgresAddress owner;

    private TestDatabase(PostgresAddress owner) {
        this.owner = owner;
    }

    /**
     * Creates a database without tables. Replaces a database of the same name.
     *
     * @param name lower-case letters, digits and underscores
     * @return the database
     */
    public static TestDatabase empty(String name) {
        PostgresDatabase database = TestServices.postgres().createDatabase(name);
        return new TestDatabase(new PostgresAddress(database.jdbcUrl(), database.user(), database.password()));
    }

    /**
     * Creates a database with all tables, which are empty. Replaces a database of the same name.
     *
     * @param name lower-case letters, digits and underscores
     * @return the database
     */
    public static TestDatabase migrated(String name) {
        TestDatabase database = empty(name);
        Schema.migrate(database.owner);
        database.setPasswords();
        return database;
    }

    private void setPasswords() {
        try (Connection connection = owner.connect()) {
            PGConnection postgres = connection.unwrap(PGConnection.class);
            for (String role : List.of(Schema.WRITER, Schema.READER)) {
                postgres.alterUserPassword(role, PASSWORD.toCharArray(), "scram-sha-256");
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** {@return the login of the role that owns the tables} */
    public PostgresAddress owner() {
        return owner;
    }

    /** {@return the login of the jobs, which works in a {@link #migrated} database} */
    public PostgresAddress writer() {
        return new PostgresAddress(owner.jdbcUrl(), Schema.WRITER, PASSWORD);
    }

    /** {@return the login of the dashboards, which works in a {@link #migrated} database} */
    public PostgresAddress reader() {
        return new PostgresAddress(owner.jdbcUrl(), Schema.READER, PASSWORD);
    }

    /** Empties all tables, including those that a test has created. */
    public void truncate() {
        execute("TRUNCATE "
                + text("SELECT string_agg(quote_ident(tablename), ', ') FROM pg_tables"
                        + " WHERE schemaname = 'public' AND tablename <> 'flyway_schema_history'"));
    }

    /**
     * Executes statements, each in its own transaction.
     *
     * @param statements SQL without parameters
     */
    public void execute(String... statements) {
        try (Connection connection = owner.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /**
     * Executes one statement with parameters.
     *
     * @param sql SQL with placeholders
     * @param parameters values of the placeholders, in order
     */
    public void update(String sql, Object... parameters) {
        try (Connection connection = owner.connect()) {
            execute(connection, sql, parameters);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    static void execute(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int index = 0; index < parameters.length; index++) {
                statement.setObject(index + 1, parameters[index]);
            }
            statement.execute();
        }
    }

    /**
     * Executes a query.
     *
     * @param query SQL without parameters
     * @return each row as the text of its columns, separated by {@code |}; NULL is an empty text
     */
    public List<String> rows(String query) {
        return cells(query).stream()
                .map(row -> row.stream().map(text -> text == null ? "" : text).collect(Collectors.joining("|")))
                .toList();
    }

    /**
     * Executes a query.
     *
     * @param query SQL without parameters
     * @return each row as the list of its columns' text; NULL is null
     */
    public List<List<String>> cells(String query) {
        try (Connection connection = owner.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            int columns = result.getMetaData().getColumnCount();
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    row.add(result.getString(column));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /**
     * Executes a query.
     *
     * @param query SQL without parameters
     * @return the first row, in the form of {@link #rows}
     */
    public String text(String query) {
        return rows(query).get(0);
    }

    /**
     * Executes a query.
     *
     * @param query SQL without parameters
     * @return the number in the first row
     */
    public long number(String query) {
        return Long.parseLong(text(query));
    }

    /** Terminates all connections of the jobs' role, like a restart of the server. */
    public void terminateConnectionsOfWriter() {
        try (Connection connection = writer().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE usename = current_user AND pid <> pg_backend_pid()");
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public String toString() {
        return owner.toString();
    }
}
