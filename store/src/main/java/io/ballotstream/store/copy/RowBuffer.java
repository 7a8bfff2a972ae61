package io.ballotstream.store.copy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Encodes rows in the binary format of PostgreSQL's COPY, which is exact and needs no escaping.
 *
 * <p>Begin each row with {@link #row()}. Then write its fields in the order of the columns, each with the method of the
 * column's type, because PostgreSQL does not convert binary values. null is written as NULL. Not thread-safe.
 */
public final class RowBuffer {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int NO_FLAGS = 0;
    private static final int NO_HEADER_EXTENSION = 0;
    private static final int NULL = -1;
    private static final int END = -1;

    // PostgreSQL counts days and microseconds from 2000-01-01, and stores years up to 294276.
    private static final long FIRST_DAY = LocalDate.of(2000, 1, 1).toEpochDay();
    private static final long FIRST_MS = TimeUnit.DAYS.toMillis(FIRST_DAY);
    private static final long END_MS = Instant.parse("+294276-01-01T00:00:00Z").toEpochMilli();

    private final int columns;
    private byte[] bytes;
    private int length;
    private int missingFields;

    /**
     * Creates an empty buffer.
     *
     * @param columns number of fields of each row
     * @param expectedBytes initial size; the buffer grows
     */
    public RowBuffer(int columns, int expectedBytes) {
        this.columns = columns;
        this.bytes = new byte[Math.max(expectedBytes, SIGNATURE.length + 2 * Integer.BYTES)];
        append(SIGNATURE);
        writeInt(NO_FLAGS);
        writeInt(NO_HEADER_EXTENSION);
    }

    /**
     * Checks the range of a time.
     *
     * @param epochMs epoch milliseconds, not negative
     * @return whether a column of type timestamptz can store the time
     */
    public static boolean isTimestamp(long epochMs) {
        return epochMs < END_MS;
    }

    /**
     * Begins the next row.
     *
     * @return this
     * @throws IllegalStateException if the previous row has too few or too many fields
     */
    public RowBuffer row() {
        requireWholeRow();
        missingFields = columns;
        writeShort(columns);
        return this;
    }

    private void requireWholeRow() {
        if (missingFields != 0) {
            throw new IllegalStateException(
                    "The row must have " + columns + " fields, but has " + (columns - missingFields));
        }
    }

    /**
     * Writes a field of type text.
     *
     * @param value may be null
     * @return this
     */
    public RowBuffer text(String value) {
        return bytea(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes a field of type bytea.
     *
     * @param value may be null
     * @return this
     */
    public RowBuffer bytea(byte[] value) {
        if (field(value, value == null ? 0 : value.length)) {
            append(value);
        }
        return this;
    }

    /**
     * Writes a field of type integer.
     *
     * @param value may be null
     * @return this
     */
    public RowBuffer integer(Integer value) {
        if (field(value, Integer.BYTES)) {
            writeInt(value);
        }
        return this;
    }

    /**
     * Writes a field of type bigint.
     *
     * @param value may be null
     * @return this
     */
    public RowBuffer bigint(Long value) {
        if (field(value, Long.BYTES)) {
            writeLong(value);
        }
        return this;
    }

    /**
     * Writes a field of type double precision.
     *
     * @param value may be null
     * @return this
     */
    public RowBuffer doublePrecision(Double value) {
        if (field(value, Double.BYTES)) {
            writeLong(Double.doubleToLongBits(value));
        }
        return this;
    }

    /**
     * Writes a field of type date.
     *
     * @param value may be null
     * @return this
     */
    public RowBuffer date(LocalDate value) {
        if (field(value, Integer.BYTES)) {
            writeInt(Math.toIntExact(value.toEpochDay() - FIRST_DAY));
        }
        return this;
    }

    /**
     * Writes a field of type timestamptz.
     *
     * @param epochMs epoch milliseconds, or null
     * @return this
     */
    public RowBuffer timestamptz(Long epochMs) {
        if (field(epochMs, Long.BYTES)) {
            writeLong(TimeUnit.MILLISECONDS.toMicros(epochMs - FIRST_MS));
        }
        return this;
    }

    /** Writes the length of a field, and returns whether its value must follow. */
    private boolean field(Object value, int valueBytes) {
        missingFields--;
        writeInt(value == null ? NULL : valueBytes);
        return value != null;
    }

    /**
     * Ends the COPY.
     *
     * @return header, rows and trailer of the format
     * @throws IllegalStateException if the last row has too few or too many fields
     */
    public ByteBuffer finish() {
        requireWholeRow();
        writeShort(END);
        return ByteBuffer.wrap(bytes, 0, length);
    }

    /** The buffer. Its first {@link #length()} bytes were written since it was last cleared. */
    byte[] array() {
        return bytes;
    }

    /** The number of bytes that were written since the buffer was last cleared. */
    int length() {
        return length;
    }

    /** Empties the buffer for further rows of the same COPY. */
    void clear() {
        length = 0;
    }

    private void writeShort(int value) {
        ensure(Short.BYTES);
        bytes[length++] = (byte) (value >>> 8);
        bytes[length++] = (byte) value;
    }

    private void writeInt(int value) {
        writeShort(value >>> 16);
        writeShort(value);
    }

    private void writeLong(long value) {
        writeInt((int) (value >>> 32));
        writeInt((int) value);
    }

    private void append(byte[] value) {
        ensure(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
    }

    private void ensure(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
