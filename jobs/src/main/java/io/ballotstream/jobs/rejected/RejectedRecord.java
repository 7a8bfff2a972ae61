package io.ballotstream.jobs.rejected;

import io.ballotstream.jobs.kafka.RawRecord;
import io.ballotstream.model.RejectReason;
import java.util.Arrays;

/**
 * A rejected record, as in the dead-letter table {@code rejected_records}.
 *
 * @param topic name of the topic
 * @param partition number of the partition
 * @param offset within the partition
 * @param reason why it is rejected
 * @param detail a sentence that names the field, never its value
 * @param payload the first {@value #MAX_PAYLOAD_BYTES} bytes of the record's raw value, or null
 * @param rejectedAt the record's Kafka timestamp, in epoch milliseconds
 */
public record RejectedRecord(
        String topic, int partition, long offset, RejectReason reason, String detail, byte[] payload, long rejectedAt) {
    /**
     * Several times the size of a valid record. The rest of a larger record can be read from its topic, by its offset.
     */
    public static final int MAX_PAYLOAD_BYTES = 4096;

    /**
     * Rejects a record.
     *
     * @param record the invalid record
     * @param reason why it is rejected
     * @param detail a sentence that names the field, never its value
     * @return the row for the dead-letter table
     */
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
