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

/** A connection over which one table is written, a batch per statement and transaction. Not thread-safe but for abort. */
public final class TableConnection<T> {
    private static final String UNIQUE_VIOLATION = "23505";

    private final Table<T> table;
    private final Connection connection;
    private final PreparedStatement statement;
    // A job that has restarted replays rows for a while. Once a batch held none that were there already, new ones
    // follow.
    private boolean replaying = true;

    /** Waits for a database that is not up yet. */
    public TableConnection(Table<T> table, DatabaseLogin login) throws SQLException, InterruptedException {
        this.table = table;
        this.connection = login.connectPatiently();
        this.statement = connection.prepareStatement(table.sql());
    }

    /** Returns when the rows are durable. */
    public void write(Collection<T> rows) throws SQLException, IOException {
        if (!replaying && copy(rows)) {
            return;
        }
        int inserted = insert(rows);
        replaying = table.isUpserted() || inserted < rows.size();
    }

    /** Takes half the time that an insert takes, but writes nothing where one of the rows is there already: false. */
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

    /** Breaks the connection off, from any thread, also while a batch is written. */
    public void abort() throws SQLException {
        connection.abort(Runnable::run);
    }
}
