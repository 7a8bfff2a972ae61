package io.ballotstream.board.snapshot;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The number of records in each stage of the pipeline.
 *
 * @param manifest records to be published, by kind: {@code ON_TIME}, {@code LATE}, or the reason for their rejection
 * @param cast votes that the casting job has written; an estimate from PostgreSQL's statistics until all are counted
 * @param counted votes in the totals
 * @param late votes that arrived after their window was closed, and are not in the totals
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

    /** {@return the number of records to be published} */
    public long published() {
        return sum(manifest);
    }

    /** {@return the number of rejected records} */
    public long allRejected() {
        return sum(rejected);
    }

    private static long sum(Map<String, Long> records) {
        return records.values().stream().mapToLong(Long::longValue).sum();
    }
}
