package io.ballotstream.jobs.rejected;

import io.ballotstream.jobs.kafka.RawRecord;
import io.ballotstream.model.RejectReason;

/**
 * A record that cannot be used, as in the table {@code rejected_records}.
 *
 * @param detail a sentence that names the field, never its value
 * @param payload the record's raw value, or null
 * @param rejectedAt the record's Kafka timestamp, in epoch milliseconds
 */
public record RejectedRecord(
        String topic, int partition, long offset, RejectReason reason, String detail, byte[] payload, long rejectedAt) {
    /** The rejection of a record. */
    public static RejectedRecord of(RawRecord record, RejectReason reason, String detail) {
        return new RejectedRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                reason,
                detail,
                record.value(),
                record.timestamp());
    }
}
