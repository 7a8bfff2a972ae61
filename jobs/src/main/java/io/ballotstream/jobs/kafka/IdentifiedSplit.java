package io.ballotstream.jobs.kafka;

import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.Uuid;

/** A split with the id of the topic that its offset belongs to. A topic that is created again has another id. */
final class IdentifiedSplit extends KafkaPartitionSplit {
    private final Uuid topicId;

    IdentifiedSplit(KafkaPartitionSplit split, Uuid topicId) {
        super(
                split.getTopicPartition(),
                split.getStartingOffset(),
                split.getStoppingOffset().orElse(NO_STOPPING_OFFSET));
        this.topicId = topicId;
    }

    Uuid topicId() {
        return topicId;
    }
}
