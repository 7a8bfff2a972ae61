package io.ballotstream.jobs.kafka;

/**
 * A Kafka record as it came, before anybody looked into it.
 *
 * @param timestamp the record's Kafka timestamp, in epoch milliseconds
 * @param key may be null
 * @param value may be null
 */
public record RawRecord(String topic, int partition, long offset, long timestamp, byte[] key, byte[] value) {
    /** The same record without its key, for those who have checked it and would only carry it along. */
    public RawRecord withoutKey() {
        return new RawRecord(topic, partition, offset, timestamp, null, value);
    }
}
