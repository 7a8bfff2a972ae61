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
 * After which checkpoint the newest committed transaction of a topic was written. Kafka commits that number in the
 * transaction itself, so it is there exactly when the transaction's records are.
 *
 * <p>Each subtask of the sink has a consumer group of its own, whose offset for partition 0 is the number: nobody consumes
 * with it. Checkpoint numbers increase along a line of restored jobs, so the greatest one of all subtasks, those of another
 * parallelism included, tells how new the topic is. Kafka forgets the numbers with the topic, or
 * {@code offsets.retention.minutes} after the last one.
 *
 * @param prefix with which transactional ids and groups of the sink begin
 */
record CommittedCheckpoints(String brokers, String job, String topic, String prefix) implements Serializable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** The group of a subtask, as a consumer names it; no consumer joins it. */
    ConsumerGroupMetadata groupOf(int subtask) {
        Map<String, Object> settings = KafkaLogin.settings(brokers);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, groupPrefix() + subtask);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return consumer.groupMetadata();
        }
    }

    /**
     * Adds the number to a transaction that is about to be left to the committer.
     *
     * @param group the subtask's
     * @param checkpoint the checkpoint after which the transaction began
     */
    void addTo(KafkaCommittable transaction, ConsumerGroupMetadata group, long checkpoint) {
        transaction
                .getProducer()
                .orElseThrow()
                .sendOffsetsToTransaction(Map.of(partition(), new OffsetAndMetadata(checkpoint)), group);
    }

    /**
     * Makes sure that the topic holds nothing that was written after the restored checkpoint.
     *
     * @throws BrokenTopicException if it does
     * @throws ServiceFailedException if Kafka does not answer, or does not complete a commit that it has accepted
     */
    void requireNoneAfter(long restored) throws BrokenTopicException {
        OptionalLong newest = newest();
        if (newest.isPresent() && newest.getAsLong() >= restored) {
            throw new BrokenTopicException("The restored state of " + job + " is older than its output " + topic
                    + ": it is of checkpoint " + restored + ", but the topic holds what was written after checkpoint "
                    + newest.getAsLong() + ". Start the job from its newest checkpoint or savepoint, or seed with"
                    + " --reset.");
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
                            // A group whose topic was deleted has none.
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

    /** A commit that Kafka has accepted cannot fail any more, but its offsets show only when it is complete. */
    private void awaitAcceptedCommits(Admin admin) throws ExecutionException, InterruptedException {
        ListTransactionsOptions accepted =
                new ListTransactionsOptions().filterStates(List.of(TransactionState.PREPARE_COMMIT));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (isAnyOfOurs(admin, accepted)) {
            if (System.nanoTime() - deadline > 0) {
                throw new ServiceFailedException(
                        "Kafka at " + brokers + " has not completed the commit of a transaction of " + topic + " for "
                                + PATIENCE.toSeconds() + " s: make sure that all of its brokers are up.");
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
                "Kafka at " + brokers + " does not say after which checkpoint " + topic + " was written last: "
                        + cause.getMessage(),
                cause);
    }
}
