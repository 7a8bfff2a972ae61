package io.ballotstream.jobs.postgres;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A batch of rows for a table. For an upserted table, it keeps only the last row of each key. */
final class Batch<T> {
    private static final int MAX_ROWS = 5000;
    private static final long MAX_LARGE_BYTES = 8 << 20;

    private final Table<T> table;
    private final List<T> appended = new ArrayList<>();
    private final Map<Object, T> lastByKey = new LinkedHashMap<>();
    private long largeBytes;

    Batch(Table<T> table) {
        this.table = table;
    }

    void add(T row) {
        largeBytes += table.largeBytes(row);
        if (table.isUpserted()) {
            lastByKey.put(table.key(row), row);
        } else {
            appended.add(row);
        }
    }

    Collection<T> rows() {
        return table.isUpserted() ? lastByKey.values() : appended;
    }

    boolean isEmpty() {
        return rows().isEmpty();
    }

    boolean isFull() {
        return rows().size() >= MAX_ROWS || largeBytes >= MAX_LARGE_BYTES;
    }
}
