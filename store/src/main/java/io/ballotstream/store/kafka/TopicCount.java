package io.ballotstream.store.kafka;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Counts the records of a topic per partition. Not thread-safe. */
public final class TopicCount implements TopicReader.Visitor<RuntimeException> {
    private final long[] byPartition;

    /**
     * Starts at zero.
     *
     * @param reader the reader of the topic
     */
    public TopicCount(TopicReader reader) {
        byPartition = new long[reader.partitions()];
    }

    @Override
    public void visit(ConsumerRecord<ByteBuffer, ByteBuffer> record) {
        byPartition[record.partition()]++;
    }

    /** {@return the number of records in all partitions} */
    public long records() {
        return Arrays.stream(byPartition).sum();
    }

    /** {@return the number of records in each partition} */
    public long[] byPartition() {
        return byPartition.clone();
    }
}
