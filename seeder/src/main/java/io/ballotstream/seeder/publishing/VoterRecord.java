package io.ballotstream.seeder.publishing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** A record for {@code voters_topic}; the value may be null. */
record VoterRecord(byte[] key, byte[] value) {
    static VoterRecord of(String key, byte[] value) {
        return new VoterRecord(key.getBytes(StandardCharsets.UTF_8), value);
    }

    boolean hasKey(ByteBuffer other) {
        return other != null && other.equals(ByteBuffer.wrap(key));
    }

    /** An empty value is not null. */
    boolean hasValue(ByteBuffer other) {
        return value == null ? other == null : other != null && other.equals(ByteBuffer.wrap(value));
    }

    /** The partition that Kafka's clients choose for the key. */
    int partition(int partitions) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }
}
