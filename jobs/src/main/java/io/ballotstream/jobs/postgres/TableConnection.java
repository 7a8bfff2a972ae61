package io.ballotstream.jobs.postgres;

import io.ballotstream.store.DatabaseLogin;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.util.ByteStreamWriter;

/**
 * A connection that writes one table, each batch in its own statement and transaction. Not thread-safe, except for
 * {@link #abort()}.
 *
 * @param <T> type of the rows
 */
public final class TableConnection<T> {
    private static final String UNIQUE_VIOLATION = "23505";

    private final Table<T> table;
    private final Connection connection;
    private final PreparedStatement statement;
    // After a restart, a job replays rows for a while. The replay is over after the first batch without existing rows.
    private boolean replaying = true;

    /**
     * Connects. Retries while the database does not accept connections.
     *
     * @param table the table
     * @param login the job's login
     * @throws SQLException if the connection cannot be opened
     * @throws InterruptedException if the thread is interrupted between two attempts
     */
    public TableConnection(Table<T> table, DatabaseLogin login) throws SQLException, InterruptedException {
        this.table = table;
        this.connection = login.connectPatiently();
        this.statement = connection.prepareStatement(table.sql());
    }

    /**
     * Writes rows. They are durable when this method returns.
     *
     * @param rows without duplicate keys if the table is upserted
     * @throws SQLException if the write fails
     * @throws IOException if sending the rows fails
     */
    public void write(Collection<T> rows) throws SQLException, IOException {
        if (!replaying && copy(rows)) {
            return;
        }
        int inserted = insert(rows);
        replaying = table.isUpserted() || inserted < rows.size();
    }

    /** Takes half the time of an insert. But if one of the rows already exists, it writes nothing and returns false. */
    private boolean copy(Collection<T> rows) throws SQLException, IOException {
        try {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(table.copySql(), ByteStreamWriter.of(BinaryRows.of(table.columns(), rows)));
            return true;
        } catch (SQLException e) {
            if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    private int insert(Collection<T> rows) throws SQLException {
        List<Column<T>> columns = table.columns();
        for (int index = 0; index < columns.size(); index++) {
            Column<T> column = columns.get(index);
            Object[] values = column.type().newArray(rows.size());
            int row = 0;
            for (T each : rows) {
                values[row++] = column.bind(each);
            }
            statement.setArray(index + 1, connection.createArrayOf(column.type().elementType(), values));
        }
        return statement.executeUpdate();
    }

    /**
     * Aborts the connection, even during a write. Any thread may call it.
     *
     * @throws SQLException if the driver refuses
     */
    public void abort() throws SQLException {
        connection.abort(Runnable::run);
    }
}
