package io.ballotstream.board.snapshot;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many records are where on their way from the voter to the count.
 *
 * @param manifest records to be published, by kind: {@code ON_TIME}, {@code LATE}, or the reason for which they are rejected
 * @param cast votes that the casting job has written; an estimate from the server's statistics until all are counted
 * @param rejected records, by reason
 */
public record Pipeline(
        SortedMap<String, Long> manifest, long cast, long counted, long late, SortedMap<String, Long> rejected) {
    /** Before an election is prepared. */
    public static final Pipeline EMPTY = new Pipeline(new TreeMap<>(), 0, 0, 0, new TreeMap<>());

    /** Copies the maps. */
    public Pipeline {
        manifest = Collections.unmodifiableSortedMap(new TreeMap<>(manifest));
        rejected = Collections.unmodifiableSortedMap(new TreeMap<>(rejected));
    }

    /** All records that are to be published. */
    public long published() {
        return sum(manifest);
    }

    /** All rejected records. */
    public long allRejected() {
        return sum(rejected);
    }

    private static long sum(Map<String, Long> records) {
        return records.values().stream().mapToLong(Long::longValue).sum();
    }
}
