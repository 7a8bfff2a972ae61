package io.ballotstream.jobs.tally;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Keeps what it is given in this JVM, under a name of the sink's own, because Flink copies a sink before it runs.
 *
 * <p>The names of a test must not be those of another one.
 */
record CollectingSink<T>(String name) implements Sink<T> {
    private static final ConcurrentHashMap<String, List<Object>> COLLECTED = new ConcurrentHashMap<>();

    /** What the sink of that name was given, in order per subtask. */
    @SuppressWarnings("unchecked")
    static <T> List<T> collected(String name) {
        return (List<T>) COLLECTED.computeIfAbsent(name, unused -> new CopyOnWriteArrayList<>());
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        List<T> collected = collected(name);
        return new SinkWriter<>() {
            @Override
            public void write(T element, Context unused) {
                collected.add(element);
            }

            @Override
            public void flush(boolean endOfInput) {}

            @Override
            public void close() {}
        };
    }

    /** Sinks for a whole tally, whose names begin with the test's. */
    static TallySinks forTally(String test) {
        return new TallySinks(
                new CollectingSink<>(test + "candidate_totals"),
                new CollectingSink<>(test + "votes_per_candidate"),
                new CollectingSink<>(test + "location_totals"),
                new CollectingSink<>(test + "turnout_by_location"),
                new CollectingSink<>(test + "late_votes"),
                new CollectingSink<>(test + "rejected_records"),
                new CollectingSink<>(test + "candidate_results"),
                new CollectingSink<>(test + "location_results"));
    }
}
