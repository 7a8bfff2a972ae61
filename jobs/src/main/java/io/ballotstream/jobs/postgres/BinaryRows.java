package io.ballotstream.jobs.postgres;

import io.ballotstream.store.copy.RowBuffer;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;

/** Encodes a batch of rows in the binary format of COPY. */
final class BinaryRows {
    private static final int EXPECTED_ROW_BYTES = 160;

    private BinaryRows() {}

    /** Encodes all rows, with the header and the trailer of the format. */
    static <T> ByteBuffer of(List<Column<T>> columns, Collection<T> rows) {
        RowBuffer buffer = new RowBuffer(columns.size(), EXPECTED_ROW_BYTES * rows.size());
        for (T row : rows) {
            buffer.row();
            for (Column<T> column : columns) {
                column.type().copy(column.bind(row), buffer);
            }
        }
        return buffer.finish();
    }
}
