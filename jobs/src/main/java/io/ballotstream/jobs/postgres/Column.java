package io.ballotstream.jobs.postgres;

import java.io.Serializable;
import java.util.function.Function;

/**
 * A column that a job writes.
 *
 * @param name name of the column
 * @param type type of the column
 * @param value returns String, Integer, Long or byte[]; for TIMESTAMPTZ, Long epoch milliseconds; null if the column
 *     may be NULL
 * @param <T> type of the rows
 */
public record Column<T>(String name, ColumnType type, Value<T> value) implements Serializable {
    /**
     * Gets the column's value from a row.
     *
     * @param <T> type of the rows
     */
    public interface Value<T> extends Function<T, Object>, Serializable {}

    Object bind(T row) {
        Object taken = value.apply(row);
        return taken == null ? null : type.bind(taken);
    }
}
