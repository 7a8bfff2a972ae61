package io.ballotstream.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Reads the results of queries. */
public final class Rows {
    private Rows() {}

    /**
     * Converts a row to a value.
     *
     * @param <T> type of the value
     */
    public interface RowReader<T> {
        /**
         * Converts the current row.
         *
         * @param row positioned on the row; the reader must not move it
         * @return the value
         * @throws SQLException if a column cannot be read
         */
        T read(ResultSet row) throws SQLException;
    }

    /**
     * Executes a query without parameters.
     *
     * @param connection the caller closes it
     * @param query SQL without parameters
     * @param reader converts each row
     * @param <T> type of the values
     * @return the values of all rows, in the order of the query
     * @throws SQLException if the query fails
     */
    public static <T> List<T> list(Connection connection, String query, RowReader<T> reader) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            List<T> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(reader.read(row));
            }
            return rows;
        }
    }

    /**
     * Reads a {@code timestamptz} of the current row.
     *
     * @param row positioned on the row
     * @param column name of the column
     * @return the time, or null for NULL
     * @throws SQLException if the column cannot be read
     */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
