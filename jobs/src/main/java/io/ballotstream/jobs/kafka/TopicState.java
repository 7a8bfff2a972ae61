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
 * The topics of some partitions as the brokers have them now.
 *
 * @param ids the id of each topic, which a topic created again does not share
 * @param beginnings the first offset of each partition that exists
 * @param ends the offset after the last record of each partition that exists
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
                "Kafka at " + brokers + " does not say where " + String.join(", ", topics) + " begins and ends: "
                        + cause.getMessage(),
                cause);
    }

    /**
     * Makes sure that no record between the split's offset and the end of the partition is missing. A split that starts at
     * no particular offset passes.
     */
    void requireOffset(KafkaPartitionSplit split) throws BrokenTopicException {
        long offset = split.getStartingOffset();
        if (offset >= 0 && (offset < beginning(split) || offset > end(split))) {
            throw new BrokenTopicException(difference(split) + ": records are lost. " + REMEDY);
        }
    }

    /** Makes sure that the split's offset belongs to this topic, where the split knows its topic's id. */
    void requireSameTopic(KafkaPartitionSplit split) throws BrokenTopicException {
        if (split instanceof IdentifiedSplit known && !known.topicId().equals(ids.get(split.getTopic()))) {
            throw new BrokenTopicException(
                    difference(split) + " in a topic that was deleted and created again since. " + REMEDY);
        }
    }

    private String difference(KafkaPartitionSplit split) {
        return "The state continues " + split.getTopic() + ", partition " + split.getPartition() + ", at offset "
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
