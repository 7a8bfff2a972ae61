package io.ballotstream.grafana;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/** The result of a query: columns with their type in Grafana, and rows. */
record Frame(List<Column> columns, List<List<Object>> rows) {

    enum Kind {
        TIME,
        NUMBER,
        TEXT,
        OTHER
    }

    record Column(String name, Kind kind) {}

    static Frame of(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // Grafana's driver does not know JDBC escapes.
            statement.setEscapeProcessing(false);
            return of(statement.executeQuery(sql));
        }
    }

    private static Frame of(ResultSet answer) throws SQLException {
        try (ResultSet result = answer) {
            List<Column> columns = columns(result.getMetaData());
            List<List<Object>> rows = new ArrayList<>();
            while (result.next()) {
                List<Object> row = new ArrayList<>();
                for (int index = 1; index <= columns.size(); index++) {
                    row.add(result.getObject(index));
                }
                rows.add(row);
            }
            return new Frame(columns, rows);
        }
    }

    private static List<Column> columns(ResultSetMetaData data) throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (int index = 1; index <= data.getColumnCount(); index++) {
            columns.add(new Column(data.getColumnLabel(index), kind(data.getColumnType(index))));
        }
        return columns;
    }

    private static Kind kind(int type) {
        return switch (type) {
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> Kind.TIME;
            case Types.BIGINT, Types.INTEGER, Types.SMALLINT, Types.DOUBLE, Types.REAL, Types.NUMERIC -> Kind.NUMBER;
            case Types.VARCHAR, Types.CHAR -> Kind.TEXT;
            default -> Kind.OTHER;
        };
    }

    List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    Kind kind(String name) {
        return columns.get(index(name)).kind();
    }

    List<Object> values(String name) {
        int index = index(name);
        List<Object> values = new ArrayList<>();
        rows.forEach(row -> values.add(row.get(index)));
        return values;
    }

    List<String> texts(String name) {
        return values(name).stream().map(String::valueOf).toList();
    }

    private int index(String name) {
        int index = names().indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("There is no column " + name + " among " + names() + ".");
        }
        return index;
    }
}
