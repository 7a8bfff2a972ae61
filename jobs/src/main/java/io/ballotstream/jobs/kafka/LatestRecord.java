package io.ballotstream.jobs.kafka;

import java.util.function.Consumer;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Remembers partition and offset of the latest acknowledged record. Thread-safe. */
final class LatestRecord implements Consumer<RecordMetadata> {
    private volatile RecordMetadata latest;

    @Override
    public void accept(RecordMetadata record) {
        if (record != null && record.hasOffset()) {
            latest = record;
        }
    }

    /** The latest record, as witness of its transaction. */
    Witness witnessOf(String transactionalId) {
        RecordMetadata record = latest;
        if (record == null) {
            throw new IllegalStateException("The transaction " + transactionalId + " has no record.");
        }
        return new Witness(transactionalId, record.topic(), record.partition(), record.offset());
    }
}
