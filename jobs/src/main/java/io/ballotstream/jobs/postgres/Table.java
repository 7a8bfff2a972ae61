package io.ballotstream.jobs.postgres;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table that a job writes, with the statement that writes it. The writes are idempotent: writing the same rows again
 * changes nothing.
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

    /** A table of append-only rows: the first row of a key stays. */
    public static <T> Table<T> appendOnly(String name, List<Column<T>> columns) {
        return new Table<>(name, List.of(), columns, "DO NOTHING");
    }

    /**
     * A table of running counts, upserted by key: a row replaces an older one only if its {@code votes} are more, so that a
     * count never goes backwards while a job replays votes. {@code written_at} says when the row was replaced.
     *
     * @param columns the rest, among them one named {@code votes}
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

    /** The table's name. */
    public String name() {
        return name;
    }

    /** Takes one array per column, in their order. */
    public String sql() {
        return sql;
    }

    /** Takes {@link BinaryRows} of all columns; fails where a row is there already. */
    String copySql() {
        return "COPY " + name + " (" + names(columns) + ") FROM STDIN (FORMAT binary)";
    }

    List<Column<T>> columns() {
        return columns;
    }

    /** Whether a statement must not hold a key twice (SQLSTATE 21000). */
    boolean isUpserted() {
        return !key.isEmpty();
    }

    /** What the row replaces an older row by. */
    Object key(T row) {
        return key.size() == 1
                ? key.get(0).bind(row)
                : key.stream().map(column -> column.bind(row)).toList();
    }

    /** The bytes of the row's columns that may be large. */
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
