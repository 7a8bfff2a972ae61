package io.ballotstream.jobs.postgres;

import io.ballotstream.store.copy.RowBuffer;
import java.util.function.IntFunction;

/** The types of the columns that the jobs write, with their encodings as SQL array and in COPY. */
public enum ColumnType {
    /** A {@code String}. */
    TEXT("text", String[]::new) {
        @Override
        void copy(Object value, RowBuffer row) {
            row.text((String) value);
        }
    },
    /** An {@code Integer}. */
    INTEGER("integer", Integer[]::new) {
        @Override
        void copy(Object value, RowBuffer row) {
            row.integer((Integer) value);
        }
    },
    /** A {@code Long}. */
    BIGINT("bigint", Long[]::new) {
        @Override
        void copy(Object value, RowBuffer row) {
            row.bigint((Long) value);
        }
    },
    /** A {@code byte[]}. */
    BYTEA("bytea", byte[][]::new) {
        @Override
        void copy(Object value, RowBuffer row) {
            row.bytea((byte[]) value);
        }
    },
    /**
     * A {@code Long}, in epoch milliseconds. Exact from 1970 to 2255. Outside of these years, microseconds may differ.
     * Times outside of the years 1 to 9999 are clamped, because PostgreSQL does not accept all 64-bit values.
     */
    TIMESTAMPTZ("bigint", Long[]::new) {
        @Override
        Object bind(Object value) {
            return Math.max(FIRST_MS_OF_YEAR_1, Math.min(LAST_MS_OF_YEAR_9999, (Long) value));
        }

        @Override
        String expression(String column) {
            return "timestamptz 'epoch' + " + column + " * interval '1 ms'";
        }

        @Override
        void copy(Object value, RowBuffer row) {
            row.timestamptz((Long) value);
        }
    };

    private static final long FIRST_MS_OF_YEAR_1 = -62_135_596_800_000L;
    private static final long LAST_MS_OF_YEAR_9999 = 253_402_300_799_999L;

    private final String elementType;
    private final IntFunction<Object[]> newArray;

    ColumnType(String elementType, IntFunction<Object[]> newArray) {
        this.elementType = elementType;
        this.newArray = newArray;
    }

    /** The SQL type of the array's elements. */
    String elementType() {
        return elementType;
    }

    /** An array for values of this type. */
    Object[] newArray(int length) {
        return newArray.apply(length);
    }

    /** The value as an element of the SQL array; null stays null. */
    Object bind(Object value) {
        return value;
    }

    /** The SQL expression that converts an element of the array to the column's value. */
    String expression(String column) {
        return column;
    }

    /** Writes the value as the next field of a COPY row. The value may be null. */
    abstract void copy(Object value, RowBuffer row);
}
