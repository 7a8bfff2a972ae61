package io.ballotstream.jobs.postgres;

import java.io.Serializable;
import java.util.function.Function;

/**
 * A column that a job writes, and where its value comes from.
 *
 * @param value gives String, Integer, Long, byte[] or, for a TIMESTAMPTZ, Long epoch milliseconds; null where the
 *     column may be NULL
 */
public record Column<T>(String name, ColumnType type, Value<T> value) implements Serializable {
    /** Takes the column's value from a row. */
    public interface Value<T> extends Function<T, Object>, Serializable {}

    Object bind(T row) {
        Object taken = value.apply(row);
        return taken == null ? null : type.bind(taken);
    }
}
