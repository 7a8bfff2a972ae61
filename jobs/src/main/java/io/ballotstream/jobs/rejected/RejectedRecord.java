package io.ballotstream.jobs.rejected;

import io.ballotstream.jobs.kafka.RawRecord;
import io.ballotstream.model.RejectReason;
import java.util.Arrays;

/**
 * A record that cannot be used, as in the table {@code rejected_records}.
 *
 * @param detail a sentence that names the field, never its value
 * @param payload the first {@value #MAX_PAYLOAD_BYTES} bytes of the record's raw value, or null
 * @param rejectedAt the record's Kafka timestamp, in epoch milliseconds
 */
public record RejectedRecord(
        String topic, int partition, long offset, RejectReason reason, String detail, byte[] payload, long rejectedAt) {
    /** Several times a good record. Of one that is larger the rest is on its topic, at its offset. */
    public static final int MAX_PAYLOAD_BYTES = 4096;

    /** The rejection of a record. */
    public static RejectedRecord of(RawRecord record, RejectReason reason, String detail) {
        return new RejectedRecord(
                record.topic(),
                record.partition(),
                record.offset(),
                reason,
                detail,
                beginning(record.value()),
                record.timestamp());
    }

    private static byte[] beginning(byte[] value) {
        return value == null || value.length <= MAX_PAYLOAD_BYTES ? value : Arrays.copyOf(value, MAX_PAYLOAD_BYTES);
    }
}
