package io.ballotstream.jobs.kafka;

import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.store.kafka.KafkaLogin;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Stores in Kafka after which checkpoint the newest committed transaction of a topic began. The transaction itself
 * commits the checkpoint's number, so Kafka holds either both the number and the transaction's records, or neither.
 *
 * <p>The number is the offset that a consumer group has committed for partition 0. Each subtask of the sink has its own
 * group, which has no consumers. A restored job continues to number its checkpoints, so the numbers only increase, and
 * the greatest number of all groups says how new the topic is, even after a change of the parallelism. Kafka deletes
 * the offsets with the topic, or {@code offsets.retention.minutes} after the last commit.
 *
 * @param brokers {@code [USER@]HOST:PORT[,HOST:PORT…]}
 * @param job name of the job
 * @param topic name of the output topic
 * @param prefix of the sink's transactional ids and groups
 */
record CommittedCheckpoints(String brokers, String job, String topic, String prefix) implements Serializable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** The consumer group of a subtask. No consumer joins it. */
    ConsumerGroupMetadata groupOf(int subtask) {
        Map<String, Object> settings = KafkaLogin.settings(brokers);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, groupPrefix() + subtask);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return consumer.groupMetadata();
        }
    }

    /**
     * Adds the number to a transaction before it is passed to the committer.
     *
     * @param transaction an open transaction
     * @param group the subtask's group
     * @param checkpoint number of the checkpoint after which the transaction began
     */
    void addTo(KafkaCommittable transaction, ConsumerGroupMetadata group, long checkpoint) {
        transaction
                .getProducer()
                .orElseThrow()
                .sendOffsetsToTransaction(Map.of(partition(), new OffsetAndMetadata(checkpoint)), group);
    }

    /**
     * Requires that the topic contains no committed records that were written after the restored checkpoint.
     *
     * @param restored number of the restored checkpoint
     * @throws BrokenTopicException if it contains such records
     * @throws ServiceFailedException if Kafka does not answer, or does not complete an accepted commit within a minute
     */
    void requireNoneAfter(long restored) throws BrokenTopicException {
        OptionalLong newest = newest();
        if (newest.isPresent() && newest.getAsLong() >= restored) {
            throw new BrokenTopicException("The restored state of " + job + " is older than its output " + topic
                    + ": the state is from checkpoint " + restored + ", but the topic contains records that were"
                    + " written after checkpoint " + newest.getAsLong()
                    + ". Start the job from its newest checkpoint or"
                    + " savepoint, or seed with --reset.");
        }
    }

    private OptionalLong newest() {
        try (Admin admin = Admin.create(KafkaLogin.settings(brokers))) {
            awaitAcceptedCommits(admin);
            Map<String, ListConsumerGroupOffsetsSpec> groups = new HashMap<>();
            for (GroupListing group : admin.listGroups().all().get()) {
                if (group.groupId().startsWith(groupPrefix())) {
                    groups.put(
                            group.groupId(), new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(partition())));
                }
            }
            return groups.isEmpty()
                    ? OptionalLong.empty()
                    : admin.listConsumerGroupOffsets(groups).all().get().values().stream()
                            .map(offsets -> offsets.get(partition()))
                            // A group has no offset after its topic was deleted.
                            .filter(offset -> offset != null)
                            .mapToLong(OffsetAndMetadata::offset)
                            .max();
        } catch (ExecutionException e) {
            throw unknown(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown(e);
        }
    }

    /** An accepted commit cannot fail any more, but its offsets become visible only when it is complete. */
    private void awaitAcceptedCommits(Admin admin) throws ExecutionException, InterruptedException {
        ListTransactionsOptions accepted =
                new ListTransactionsOptions().filterStates(List.of(TransactionState.PREPARE_COMMIT));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (isAnyOfOurs(admin, accepted)) {
            if (System.nanoTime() - deadline > 0) {
                throw new ServiceFailedException(
                        "Kafka at " + brokers + " has not completed the commit of a transaction of " + topic
                                + " within " + PATIENCE.toSeconds() + " s. Check that all of its brokers are running.");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException("Interrupted while transactions were being committed");
            }
        }
    }

    private boolean isAnyOfOurs(Admin admin, ListTransactionsOptions options)
            throws ExecutionException, InterruptedException {
        Collection<TransactionListing> transactions =
                admin.listTransactions(options).all().get();
        return transactions.stream()
                .anyMatch(transaction -> transaction.transactionalId().startsWith(prefix + "-"));
    }

    private TopicPartition partition() {
        return new TopicPartition(topic, 0);
    }

    private String groupPrefix() {
        return prefix + "-checkpoints-";
    }

    private ServiceFailedException unknown(Throwable cause) {
        return new ServiceFailedException(
                "The number of the newest committed checkpoint of " + topic + " cannot be read from Kafka at " + brokers
                        + ": " + cause.getMessage(),
                cause);
    }
}
