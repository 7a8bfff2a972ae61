package io.ballotstream.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Reads what queries return. */
public final class Rows {
    private Rows() {}

    /** Makes a value of the current row. */
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** The values of all rows that a query without parameters returns, in its order. */
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

    /** A {@code timestamptz} of the current row, or null. */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
