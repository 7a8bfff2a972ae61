package io.ballotstream.jobs.postgres;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;

/** The types of the columns that the jobs write, each with the array in which a batch of its values travels. */
public enum ColumnType {
    TEXT("text", String[]::new) {
        @Override
        void copy(Object value, DataOutputStream out) throws IOException {
            copyBytes(((String) value).getBytes(StandardCharsets.UTF_8), out);
        }
    },
    INTEGER("integer", Integer[]::new) {
        @Override
        void copy(Object value, DataOutputStream out) throws IOException {
            out.writeInt(Integer.BYTES);
            out.writeInt((Integer) value);
        }
    },
    BIGINT("bigint", Long[]::new) {
        @Override
        void copy(Object value, DataOutputStream out) throws IOException {
            copyLong((Long) value, out);
        }
    },
    BYTEA("bytea", byte[][]::new) {
        @Override
        void copy(Object value, DataOutputStream out) throws IOException {
            copyBytes((byte[]) value, out);
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
        void copy(Object value, DataOutputStream out) throws IOException {
            copyLong(((Long) value - FIRST_MS_OF_2000) * MICROSECONDS_PER_MS, out);
        }
    };

    private static final long FIRST_MS_OF_YEAR_1 = -62_135_596_800_000L;
    private static final long LAST_MS_OF_YEAR_9999 = 253_402_300_799_999L;
    // PostgreSQL counts microseconds from 2000 on.
    private static final long FIRST_MS_OF_2000 = 946_684_800_000L;
    private static final long MICROSECONDS_PER_MS = 1000;

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

    /** Writes a value that is not null in the binary format of COPY: its length in bytes, then itself. */
    abstract void copy(Object value, DataOutputStream out) throws IOException;

    private static void copyLong(long value, DataOutputStream out) throws IOException {
        out.writeInt(Long.BYTES);
        out.writeLong(value);
    }

    private static void copyBytes(byte[] value, DataOutputStream out) throws IOException {
        out.writeInt(value.length);
        out.write(value);
    }
}
