package io.ballotstream.bench;

import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.store.PostgresAddress;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Executes single statements on the database. All methods throw {@link ServiceFailedException} if it fails. */
final class Tables implements AutoCloseable {
    private final PostgresAddress owner;
    private final Connection connection;

    Tables(PostgresAddress owner) {
        this.owner = owner;
        this.connection = inDatabase(owner::connect);
    }

    /** The connection, for more than single statements. */
    Connection connection() {
        return connection;
    }

    /** The single value of a query; 0 for NULL. */
    double number(String query) {
        return inDatabase(() -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(query)) {
                row.next();
                return row.getDouble(1);
            }
        });
    }

    /** The single value of a query. */
    String text(String query) {
        return inDatabase(() -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(query)) {
                row.next();
                return row.getString(1);
            }
        });
    }

    void execute(String sql) {
        inDatabase(() -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    /** An action on the database. */
    interface Work<T> {
        T run() throws SQLException, IOException;
    }

    /** Performs the action, and translates its exceptions. */
    <T> T inDatabase(Work<T> work) {
        try {
            return work.run();
        } catch (SQLException | IOException e) {
            throw new ServiceFailedException("PostgreSQL at " + owner + " failed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        inDatabase(() -> {
            connection.close();
            return null;
        });
    }
}
