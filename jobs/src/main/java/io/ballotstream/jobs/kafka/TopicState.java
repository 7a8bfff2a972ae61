package io.ballotstream.jobs.kafka;

import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.store.kafka.KafkaLogin;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * The current topic ids and offsets of some partitions.
 *
 * @param ids id of each topic; a topic that is created again has another id
 * @param beginnings beginning offset of each existing partition
 * @param ends end offset of each existing partition
 */
record TopicState(Map<String, Uuid> ids, Map<TopicPartition, Long> beginnings, Map<TopicPartition, Long> ends) {
    private static final String REMEDY = "Restore the topic, or seed with --reset and start without state.";

    /** @throws ServiceFailedException if the brokers do not answer or a topic does not exist */
    static TopicState of(String brokers, Collection<KafkaPartitionSplit> splits) {
        Collection<String> topics =
                splits.stream().map(KafkaPartitionSplit::getTopic).distinct().toList();
        try (Admin admin = Admin.create(KafkaLogin.settings(brokers))) {
            Map<String, TopicDescription> descriptions =
                    admin.describeTopics(topics).allTopicNames().get();
            Collection<TopicPartition> existing = splits.stream()
                    .map(KafkaPartitionSplit::getTopicPartition)
                    .filter(partition -> partition.partition()
                            < descriptions.get(partition.topic()).partitions().size())
                    .toList();
            return new TopicState(
                    descriptions.values().stream()
                            .collect(Collectors.toMap(TopicDescription::name, TopicDescription::topicId)),
                    offsets(admin, existing, OffsetSpec.earliest()),
                    offsets(admin, existing, OffsetSpec.latest()));
        } catch (ExecutionException e) {
            throw unreadable(brokers, topics, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreadable(brokers, topics, e);
        }
    }

    private static Map<TopicPartition, Long> offsets(
            Admin admin, Collection<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, which));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        admin.listOffsets(wanted).all().get().forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    private static ServiceFailedException unreadable(String brokers, Collection<String> topics, Throwable cause) {
        return new ServiceFailedException(
                "The offsets of " + String.join(", ", topics) + " cannot be read from Kafka at " + brokers + ": "
                        + cause.getMessage(),
                cause);
    }

    /**
     * Requires that the split's offset is between the partition's beginning and end offsets. Accepts a split without a
     * particular offset.
     */
    void requireOffset(KafkaPartitionSplit split) throws BrokenTopicException {
        long offset = split.getStartingOffset();
        if (offset >= 0 && (offset < beginning(split) || offset > end(split))) {
            throw new BrokenTopicException(difference(split) + ". Records are lost. " + REMEDY);
        }
    }

    /** Requires that the split's offset belongs to this topic. Accepts a split without a topic id. */
    void requireSameTopic(KafkaPartitionSplit split) throws BrokenTopicException {
        if (split instanceof IdentifiedSplit known && !known.topicId().equals(ids.get(split.getTopic()))) {
            throw new BrokenTopicException(
                    difference(split) + ", in a topic that was deleted and created again. " + REMEDY);
        }
    }

    private String difference(KafkaPartitionSplit split) {
        return "The restored offset of " + split.getTopic() + ", partition " + split.getPartition() + ", is "
                + split.getStartingOffset() + ", but the partition begins at offset " + beginning(split)
                + " and ends at offset " + end(split);
    }

    private long beginning(KafkaPartitionSplit split) {
        return beginnings.getOrDefault(split.getTopicPartition(), 0L);
    }

    private long end(KafkaPartitionSplit split) {
        return ends.getOrDefault(split.getTopicPartition(), 0L);
    }
}
