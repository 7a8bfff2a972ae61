package io.ballotstream.seeder.registration;

import io.ballotstream.store.Connections;
import io.ballotstream.store.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/**
 * The passwords of the writer and the reader role, from {@code BALLOTSTREAM_WRITER_PASSWORD} and
 * {@code BALLOTSTREAM_READER_PASSWORD}, or from the files that these variables with the suffix {@code _FILE} name. If
 * there is none, the role keeps its password.
 */
public final class RolePasswords {
    private final Connections environment;

    /**
     * Creates an accessor, which reads the passwords when they are applied.
     *
     * @param environment variables of the process
     */
    public RolePasswords(Connections environment) {
        this.environment = environment;
    }

    /**
     * Sets the given passwords. Sends only SCRAM verifiers to the server, so that no statement log contains a password.
     *
     * @param connection of the owner; the caller commits
     * @throws IllegalArgumentException if a file cannot be read
     * @throws SQLException if the owner must not alter a role, or the database fails
     */
    public void apply(Connection connection) throws SQLException {
        set(connection, Schema.WRITER, environment.secret("BALLOTSTREAM_WRITER_PASSWORD"));
        set(connection, Schema.READER, environment.secret("BALLOTSTREAM_READER_PASSWORD"));
    }

    private static void set(Connection connection, String role, String password) throws SQLException {
        if (password != null && !password.isEmpty()) {
            connection.unwrap(PGConnection.class).alterUserPassword(role, password.toCharArray(), "scram-sha-256");
        }
    }
}
