package io.ballotstream.jobs.kafka;

/**
 * An unparsed Kafka record.
 *
 * @param topic name of the topic
 * @param partition number of the partition
 * @param offset within the partition
 * @param timestamp the record's Kafka timestamp, in epoch milliseconds
 * @param key may be null
 * @param value may be null
 */
public record RawRecord(String topic, int partition, long offset, long timestamp, byte[] key, byte[] value) {
    /** {@return the record without its key, to save bytes in the shuffle after the key was checked} */
    public RawRecord withoutKey() {
        return new RawRecord(topic, partition, offset, timestamp, null, value);
    }
}
