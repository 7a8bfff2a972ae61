package io.ballotstream.jobs.postgres;

import io.ballotstream.store.copy.RowBuffer;
import java.util.function.IntFunction;

/** The types of the columns that the jobs write, each with the array in which a batch of its values travels. */
public enum ColumnType {
    TEXT("text", String[]::new) {
        @Override
        void copy(Object value, RowBuffer row) {
            row.text((String) value);
        }
    },
    INTEGER("integer", Integer[]::new) {
        @Override
        void copy(Object value, RowBuffer row) {
            row.integer((Integer) value);
        }
    },
    BIGINT("bigint", Long[]::new) {
        @Override
        void copy(Object value, RowBuffer row) {
            row.bigint((Long) value);
        }
    },
    BYTEA("bytea", byte[][]::new) {
        @Override
        void copy(Object value, RowBuffer row) {
            row.bytea((byte[]) value);
        }
    },
    /**
     * Epoch milliseconds: exact from 1970 to 2255; beyond, microseconds may be off, and beyond the years 1 to 9999 the
     * nearest of them is written, since the database refuses what a 64-bit number can say.
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

    /** An array that takes this type's values and nothing else. */
    Object[] newArray(int length) {
        return newArray.apply(length);
    }

    /** The value as it travels; null stays null. */
    Object bind(Object value) {
        return value;
    }

    /** What turns the travelling value of a column into the column's. */
    String expression(String column) {
        return column;
    }

    /** Writes the value, which may be null, as the next field of a row of COPY. */
    abstract void copy(Object value, RowBuffer row);
}
