package io.ballotstream.audit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * The election that the database holds.
 *
 * @param scale the number by which the results file's votes were divided
 * @param resultsSha256 of the results file it was seeded from, or null
 */
public record Election(String id, String name, long scale, String resultsSha256) {

    /** Reads the election, if there is one. */
    static Optional<Election> read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT election_id, name, scale, results_sha256 FROM election")) {
            return row.next()
                    ? Optional.of(new Election(row.getString(1), row.getString(2), row.getLong(3), row.getString(4)))
                    : Optional.empty();
        }
    }
}
