package io.ballotstream.store.copy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Streams rows into a table with COPY, the fastest way to load them. Memory use does not depend on the number of rows.
 *
 * <p>The rows are part of the connection's transaction. Closing without {@link #finish()} discards them. Not
 * thread-safe.
 */
public final class CopyRows implements AutoCloseable {
    private static final int SENT_TOGETHER = 1 << 16;

    private final CopyIn copy;
    private final RowBuffer rows;

    /**
     * Starts a COPY. The connection cannot execute anything else until this is closed.
     *
     * @param connection the caller closes it
     * @param table name of the table
     * @param columns names of the columns, in the order of each row's fields
     * @throws SQLException if the server refuses the COPY
     */
    public CopyRows(Connection connection, String table, List<String> columns) throws SQLException {
        copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + table + " (" + String.join(", ", columns) + ") FROM STDIN (FORMAT binary)");
        rows = new RowBuffer(columns.size(), SENT_TOGETHER + (SENT_TOGETHER >> 2));
    }

    /**
     * Begins the next row.
     *
     * @return the buffer to write the row's fields to, in the order of the columns
     * @throws SQLException if sending earlier rows fails
     */
    public RowBuffer row() throws SQLException {
        if (rows.length() >= SENT_TOGETHER) {
            copy.writeToCopy(rows.array(), 0, rows.length());
            rows.clear();
        }
        return rows.row();
    }

    /**
     * Sends the last rows and ends the COPY.
     *
     * @throws SQLException if the server refuses a row
     */
    public void finish() throws SQLException {
        rows.finish();
        copy.writeToCopy(rows.array(), 0, rows.length());
        copy.endCopy();
    }

    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
