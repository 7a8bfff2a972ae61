package io.ballotstream.jobs.postgres;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;

/** Rows in the binary format of COPY, as the documentation of PostgreSQL's COPY gives it. */
final class BinaryRows {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int NO_FLAGS = 0;
    private static final int NO_HEADER_EXTENSION = 0;
    private static final int NULL = -1;
    private static final int END = -1;
    private static final int EXPECTED_ROW_BYTES = 160;

    private BinaryRows() {}

    /** All rows, from the header to the trailer. */
    static <T> ByteBuffer of(List<Column<T>> columns, Collection<T> rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(EXPECTED_ROW_BYTES * rows.size());
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(SIGNATURE);
            out.writeInt(NO_FLAGS);
            out.writeInt(NO_HEADER_EXTENSION);
            for (T row : rows) {
                out.writeShort(columns.size());
                for (Column<T> column : columns) {
                    Object value = column.bind(row);
                    if (value == null) {
                        out.writeInt(NULL);
                    } else {
                        column.type().copy(value, out);
                    }
                }
            }
            out.writeShort(END);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }
}
