package io.ballotstream.store.kafka;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Counts the records of a topic by partition. Not thread-safe. */
public final class TopicCount implements TopicReader.Visitor<RuntimeException> {
    private final long[] byPartition;

    /** Begins at zero in each of the reader's partitions. */
    public TopicCount(TopicReader reader) {
        byPartition = new long[reader.partitions()];
    }

    @Override
    public void visit(ConsumerRecord<ByteBuffer, ByteBuffer> record) {
        byPartition[record.partition()]++;
    }

    /** The records of all partitions. */
    public long records() {
        return Arrays.stream(byPartition).sum();
    }

    /** The records of each partition. */
    public long[] byPartition() {
        return byPartition.clone();
    }
}
