package io.ballotstream.jobs.kafka;

import java.util.Collection;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Starts a job without state where its partitions begin, and never resets an offset afterwards.
 *
 * <p>{@link OffsetsInitializer#earliest()} starts at the same offsets, but it also makes the source set
 * {@code auto.offset.reset=earliest}: a partition that is shorter than the restored offset would be read again from its
 * beginning.
 */
final class BeginningOffsets implements OffsetsInitializer {
    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever offsets) {
        return offsets.beginningOffsets(partitions);
    }

    @Override
    @SuppressWarnings("deprecation") // The connector's interface has it.
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return OffsetResetStrategy.NONE;
    }
}
