package io.ballotstream.jobs.kafka;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.kafka.common.Uuid;

/**
 * Writes the topic's id before the connector's own format of a split. Also reads splits in the connector's format,
 * which earlier versions wrote, as splits without an id.
 */
final class IdentifiedSplitSerializer implements SimpleVersionedSerializer<KafkaPartitionSplit> {
    /** Far from the version numbers of the connector. */
    private static final int VERSION = 101;

    private static final int ID_BYTES = 2 * Long.BYTES;

    private final KafkaPartitionSplitSerializer connector = new KafkaPartitionSplitSerializer();

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(KafkaPartitionSplit split) throws IOException {
        Uuid topicId = split instanceof IdentifiedSplit identified ? identified.topicId() : Uuid.ZERO_UUID;
        byte[] partition = connector.serialize(split);
        return ByteBuffer.allocate(ID_BYTES + partition.length)
                .putLong(topicId.getMostSignificantBits())
                .putLong(topicId.getLeastSignificantBits())
                .put(partition)
                .array();
    }

    @Override
    public KafkaPartitionSplit deserialize(int version, byte[] serialized) throws IOException {
        if (version < VERSION) {
            return connector.deserialize(version, serialized);
        }
        ByteBuffer bytes = ByteBuffer.wrap(serialized);
        Uuid topicId = new Uuid(bytes.getLong(), bytes.getLong());
        byte[] partition = new byte[bytes.remaining()];
        bytes.get(partition);
        KafkaPartitionSplit split = connector.deserialize(connector.getVersion(), partition);
        return topicId.equals(Uuid.ZERO_UUID) ? split : new IdentifiedSplit(split, topicId);
    }
}
