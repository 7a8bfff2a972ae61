package io.ballotstream.store.copy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Streams rows into a table with COPY, the fastest way in, in memory that does not grow with their number.
 *
 * <p>The rows are part of the connection's transaction. Closing without {@link #finish()} takes them back. Not
 * thread-safe.
 */
public final class CopyRows implements AutoCloseable {
    private static final int SENT_TOGETHER = 1 << 16;

    private final CopyIn copy;
    private final RowBuffer rows;

    /** Begins to copy; nothing else can be done on the connection until closed. */
    public CopyRows(Connection connection, String table, List<String> columns) throws SQLException {
        copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + table + " (" + String.join(", ", columns) + ") FROM STDIN (FORMAT binary)");
        rows = new RowBuffer(columns.size(), SENT_TOGETHER + (SENT_TOGETHER >> 2));
    }

    /** Begins the next row, whose fields are then written in the order of the columns. */
    public RowBuffer row() throws SQLException {
        if (rows.length() >= SENT_TOGETHER) {
            copy.writeToCopy(rows.array(), 0, rows.length());
            rows.clear();
        }
        return rows.row();
    }

    /** Hands over the last rows and waits until the database has them all. */
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
