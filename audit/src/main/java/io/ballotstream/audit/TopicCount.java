package io.ballotstream.audit;

import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Counts records. */
final class TopicCount implements TopicReader.Visitor<RuntimeException> {
    private long records;

    @Override
    public void visit(ConsumerRecord<ByteBuffer, ByteBuffer> record) {
        records++;
    }

    long records() {
        return records;
    }
}
