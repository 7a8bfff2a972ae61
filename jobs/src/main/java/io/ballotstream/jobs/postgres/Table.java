package io.ballotstream.jobs.postgres;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table that a job writes, with its SQL statement. The writes are idempotent: writing the same rows again changes
 * nothing.
 *
 * @param <T> type of the rows
 */
public final class Table<T> implements Serializable {
    private final String name;
    private final List<Column<T>> key;
    private final List<Column<T>> columns;
    private final List<Column<T>> large;
    private final String sql;

    private Table(String name, List<Column<T>> key, List<Column<T>> columns, String onConflict) {
        this.name = name;
        this.key = key;
        this.columns = columns;
        this.large = columns.stream()
                .filter(column -> column.type() == ColumnType.BYTEA)
                .collect(Collectors.toCollection(ArrayList::new));
        this.sql = insert(name, columns) + " ON CONFLICT " + onConflict;
    }

    /**
     * Defines a table with append-only rows. If a row with the same key exists, the new row is ignored.
     *
     * @param name name of the table
     * @param columns all columns
     * @param <T> type of the rows
     * @return the table
     */
    public static <T> Table<T> appendOnly(String name, List<Column<T>> columns) {
        return new Table<>(name, List.of(), columns, "DO NOTHING");
    }

    /**
     * Defines a table with running counts, upserted by key. A row replaces an existing one only if it has more
     * {@code votes}, so that a count never decreases while a job replays votes. The column {@code written_at} is set to
     * the time of the write.
     *
     * @param name name of the table
     * @param key the key columns
     * @param columns the other columns, including {@code votes}
     * @param <T> type of the rows
     * @return the table
     */
    public static <T> Table<T> upserted(String name, List<Column<T>> key, List<Column<T>> columns) {
        if (columns.stream().noneMatch(column -> column.name().equals("votes"))) {
            throw new IllegalArgumentException("The upserted table " + name + " needs a column votes.");
        }
        String replaced = columns.stream()
                .map(column -> column.name() + " = EXCLUDED." + column.name())
                .collect(Collectors.joining(", "));
        return new Table<>(
                name,
                key,
                Stream.concat(key.stream(), columns.stream()).toList(),
                "(" + names(key) + ") DO UPDATE SET " + replaced + ", written_at = clock_timestamp()"
                        + " WHERE EXCLUDED.votes > " + name + ".votes");
    }

    /** {@return the name of the table} */
    public String name() {
        return name;
    }

    /** {@return the statement that writes a batch; its parameters are one array per column} */
    public String sql() {
        return sql;
    }

    /** The COPY statement for {@link BinaryRows} of all columns. It fails if a row already exists. */
    String copySql() {
        return "COPY " + name + " (" + names(columns) + ") FROM STDIN (FORMAT binary)";
    }

    List<Column<T>> columns() {
        return columns;
    }

    /** Whether rows are upserted. Then a statement must not contain a key twice (SQLSTATE 21000). */
    boolean isUpserted() {
        return !key.isEmpty();
    }

    /** The row's value of the key columns. */
    Object key(T row) {
        return key.size() == 1
                ? key.get(0).bind(row)
                : key.stream().map(column -> column.bind(row)).toList();
    }

    /** The size of the row's columns of type bytea, in bytes. */
    long largeBytes(T row) {
        long bytes = 0;
        for (Column<T> column : large) {
            bytes += column.bind(row) instanceof byte[] value ? value.length : 0;
        }
        return bytes;
    }

    private static <T> String insert(String name, List<Column<T>> columns) {
        String values = columns.stream()
                .map(column -> column.type().expression(column.name()))
                .collect(Collectors.joining(", "));
        String arrays = columns.stream()
                .map(column -> "?::" + column.type().elementType() + "[]")
                .collect(Collectors.joining(", "));
        return "INSERT INTO " + name + " (" + names(columns) + ") SELECT " + values + " FROM unnest(" + arrays
                + ") AS batch (" + names(columns) + ")";
    }

    private static <T> String names(List<Column<T>> columns) {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }
}
