package io.ballotstream.bench;

import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.store.PostgresAddress;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The database, asked and changed by single statements. All methods throw {@link ServiceFailedException} if it fails. */
final class Tables implements AutoCloseable {
    private final PostgresAddress owner;
    private final Connection connection;

    Tables(PostgresAddress owner) {
        this.owner = owner;
        this.connection = inDatabase(owner::connect);
    }

    /** The connection itself, for what takes more than a statement. */
    Connection connection() {
        return connection;
    }

    /** The query's only value; 0 for NULL. */
    double number(String query) {
        return inDatabase(() -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(query)) {
                row.next();
                return row.getDouble(1);
            }
        });
    }

    /** The query's only value. */
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

    /** Something done with a database. */
    interface Work<T> {
        T run() throws SQLException, IOException;
    }

    /** Does it, or throws that the database failed. */
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
