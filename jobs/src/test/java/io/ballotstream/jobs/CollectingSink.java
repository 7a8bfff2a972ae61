package io.ballotstream.jobs;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** A sink that collects the elements of all subtasks and restarts. */
public final class CollectingSink<T> implements Sink<T> {
    private final String list = SharedObjects.keep(new CopyOnWriteArrayList<T>());

    /** The elements so far. */
    public List<T> elements() {
        return SharedObjects.get(list);
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        return new SinkWriter<>() {
            @Override
            public void write(T element, Context elementContext) {
                elements().add(element);
            }

            @Override
            public void flush(boolean endOfInput) {}

            @Override
            public void close() {}
        };
    }
}
