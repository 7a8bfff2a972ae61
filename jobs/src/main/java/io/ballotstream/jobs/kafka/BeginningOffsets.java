package io.ballotstream.jobs.kafka;

import java.util.Collection;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Starts a job without state at the beginning offsets, and never resets an offset afterwards.
 *
 * <p>{@link OffsetsInitializer#earliest()} starts at the same offsets. But it also sets
 * {@code auto.offset.reset=earliest}, so that a restored job would read a partition again from its beginning if the
 * partition ends before the restored offset.
 */
final class BeginningOffsets implements OffsetsInitializer {
    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever offsets) {
        return offsets.beginningOffsets(partitions);
    }

    @Override
    @SuppressWarnings("deprecation") // Required by the connector's interface.
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return OffsetResetStrategy.NONE;
    }
}
