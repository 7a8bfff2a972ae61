package io.ballotstream.store.copy;

import io.ballotstream.store.PostgresAddress;
import io.ballotstream.store.Rows;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;

/** The rows of all tables as files, one for each table, in the text format of COPY. */
public final class TableFiles {
    /** Referenced tables come first. Flyway's own table describes the schema, not the election. */
    private static final String TABLES = """
            WITH RECURSIVE levels (id, level) AS (
                SELECT oid, 0 FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
                UNION
                SELECT conrelid, level + 1 FROM levels JOIN pg_constraint ON confrelid = id AND contype = 'f' AND conrelid <> id
            )
            SELECT quote_ident(relname) FROM levels JOIN pg_class ON oid = id
            WHERE relname <> 'flyway_schema_history' GROUP BY relname ORDER BY max(level), relname""";

    private TableFiles() {}

    /**
     * Writes all rows, as of one moment.
     *
     * @param database with the login of its owner
     * @param directory exists and is empty
     * @throws SQLException if a table cannot be read
     * @throws IOException if a file cannot be written
     */
    public static void write(PostgresAddress database, Path directory) throws SQLException, IOException {
        try (Connection connection = database.connectForLongStatements()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            for (String table : tables(connection)) {
                try (OutputStream file = Files.newOutputStream(directory.resolve(table))) {
                    connection.unwrap(PGConnection.class).getCopyAPI().copyOut("COPY " + table + " TO STDOUT", file);
                }
            }
        }
    }

    /**
     * Replaces the rows of all tables by those of the files, in one transaction.
     *
     * @param database with the login of its owner, and with the tables that were written
     * @param directory that {@link #write} filled
     * @throws SQLException if the files do not fit the tables
     * @throws IOException if a file is missing or cannot be read
     */
    public static void read(PostgresAddress database, Path directory) throws SQLException, IOException {
        try (Connection connection = database.connectForLongStatements();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            List<String> tables = tables(connection);
            statement.execute("TRUNCATE " + String.join(", ", tables));
            for (String table : tables) {
                try (InputStream file = Files.newInputStream(directory.resolve(table))) {
                    connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY " + table + " FROM STDIN", file);
                }
            }
            connection.commit();
        }
    }

    private static List<String> tables(Connection connection) throws SQLException {
        return Rows.list(connection, TABLES, row -> row.getString(1));
    }
}
