package io.ballotstream.seeder;

import io.ballotstream.model.BadInputException;
import io.ballotstream.model.Jobs;
import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.model.Topics;
import io.ballotstream.seeder.publishing.VoterPublisher;
import io.ballotstream.store.AdvertisedBrokers;
import io.ballotstream.store.kafka.KafkaLogin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.LeaderNotAvailableException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The election's topics: creates, checks and deletes them. */
final class ElectionTopics implements AutoCloseable {
    private static final int REQUEST_TIMEOUT_MS = 15_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    /** Records on these are kept for ever: whoever counts again must find them. */
    private static final Set<String> KEPT = Set.of(Topics.VOTERS, Topics.VOTES);

    private final String brokers;
    private final Admin admin;

    ElectionTopics(String brokers) {
        this.brokers = brokers;
        try {
            Map<String, Object> settings = KafkaLogin.settings(brokers);
            settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
            settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
            this.admin = Admin.create(settings);
        } catch (KafkaException e) {
            throw new BadInputException(
                    "--kafka must be HOST:PORT of a broker that can be found, but is \"" + brokers + "\".");
        }
    }

    /**
     * Creates the topics, for an election that does not exist yet; empty ones may be there already.
     *
     * @throws BadInputException if a topic holds records or has another number of partitions
     * @throws ServiceFailedException if Kafka does not answer or refuses
     */
    void create(int partitions, short replication) throws InterruptedException {
        Map<String, TopicDescription> existing = describe();
        for (TopicDescription topic : existing.values()) {
            if (topic.partitions().size() != partitions) {
                throw new BadInputException("The topic " + topic.name() + " exists with "
                        + topic.partitions().size() + " partitions, not " + partitions
                        + ": give --partitions accordingly, or --reset to start over.");
            }
        }
        requireEmpty(existing);
        List<NewTopic> missing = new ArrayList<>();
        for (String topic : Topics.all()) {
            if (!existing.containsKey(topic)) {
                missing.add(new NewTopic(topic, partitions, replication).configs(settings(topic, replication)));
            }
        }
        get("create the topics", admin.createTopics(missing).all());
        awaitReady();
    }

    private static Map<String, String> settings(String topic, short replication) {
        Map<String, String> settings = new HashMap<>();
        // With three replicas or more, one broker may fail without a record being lost or refused.
        settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(Math.max(1, replication - 1)));
        if (KEPT.contains(topic)) {
            settings.put(TopicConfig.RETENTION_MS_CONFIG, "-1");
            settings.put(TopicConfig.RETENTION_BYTES_CONFIG, "-1");
        } else {
            settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        }
        return settings;
    }

    private void requireEmpty(Map<String, TopicDescription> topics) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        topics.values()
                .forEach(topic -> partitions(topic).forEach(partition -> ends.put(partition, OffsetSpec.latest())));
        Map<TopicPartition, ListOffsetsResultInfo> offsets =
                get("list the topics' offsets", admin.listOffsets(ends).all());
        offsets.forEach((partition, end) -> {
            if (end.offset() > 0) {
                throw new BadInputException("The topic " + partition.topic()
                        + " holds records, but the database holds no election: --reset empties both.");
            }
        });
    }

    /** The number of partitions of {@code voters_topic}. */
    int votersPartitions() throws InterruptedException {
        return Optional.ofNullable(describe().get(Topics.VOTERS))
                .map(topic -> topic.partitions().size())
                .orElse(0);
    }

    /**
     * Sees to it that all topics are there.
     *
     * @throws BadInputException if one is not, although the database holds an election
     */
    void requireAll() throws InterruptedException {
        Set<String> missing = new LinkedHashSet<>(Topics.all());
        missing.removeAll(describe().keySet());
        if (!missing.isEmpty()) {
            throw new BadInputException("The database holds an election, but Kafka at " + brokers + " has no "
                    + String.join(", ", missing) + ": give the --kafka of that election, or --reset to start over.");
        }
    }

    /** Deletes the topics, what the jobs remember of their positions on them, and an interrupted publisher's transaction. */
    void delete() throws InterruptedException {
        Set<String> existing = describe().keySet();
        if (!existing.isEmpty()) {
            // While its topics are there, or the transaction could never be ended.
            get(
                    "end the publisher's transaction",
                    admin.fenceProducers(List.of(VoterPublisher.TRANSACTIONAL_ID))
                            .all());
            get("delete the topics", admin.deleteTopics(existing).all());
        }
        forgetPositions();
        await(
                "The topics are still there after their deletion.",
                () -> describe().isEmpty());
    }

    private void forgetPositions() throws InterruptedException {
        // A job's sinks have groups, too, whose names begin with the job's.
        List<String> groups = get("list the groups", admin.listGroups().all()).stream()
                .map(GroupListing::groupId)
                .filter(group -> Stream.of(Jobs.CASTING, Jobs.TALLY)
                        .anyMatch(job -> group.equals(job) || group.startsWith(job + "-")))
                .toList();
        get("delete the jobs' positions", admin.deleteConsumerGroups(groups).all());
    }

    private Map<String, TopicDescription> describe() throws InterruptedException {
        Set<String> topics = new LinkedHashSet<>(Topics.all());
        topics.retainAll(get("list the topics", admin.listTopics().names()));
        Map<String, TopicDescription> found = new HashMap<>();
        for (var entry : admin.describeTopics(topics).topicNameValues().entrySet()) {
            try {
                found.put(entry.getKey(), entry.getValue().get());
            } catch (ExecutionException e) {
                // Deleted in between, or not yet known to every broker.
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw failed("describe the topic " + entry.getKey(), e.getCause());
                }
            }
        }
        return found;
    }

    /** A created topic is not yet one that takes records: a producer that starts too early loses a batch. */
    private void awaitReady() throws InterruptedException {
        await("The topics do not answer after their creation.", () -> {
            Map<String, TopicDescription> topics = describe();
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            topics.values()
                    .forEach(topic -> partitions(topic).forEach(partition -> ends.put(partition, OffsetSpec.latest())));
            return topics.keySet().containsAll(Topics.all()) && answer(ends);
        });
    }

    private boolean answer(Map<TopicPartition, OffsetSpec> ends) throws InterruptedException {
        try {
            admin.listOffsets(ends).all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RetriableException || e.getCause() instanceof LeaderNotAvailableException) {
                return false;
            }
            throw failed("list the topics' offsets", e.getCause());
        }
    }

    private interface Condition {
        boolean holds() throws InterruptedException;
    }

    private void await(String otherwise, Condition condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() - deadline > 0) {
                throw new ServiceFailedException("Kafka at " + brokers + ": " + otherwise);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException("Interrupted while waiting for topics");
            }
        }
    }

    private static List<TopicPartition> partitions(TopicDescription topic) {
        return topic.partitions().stream()
                .map(partition -> new TopicPartition(topic.name(), partition.partition()))
                .toList();
    }

    private <T> T get(String what, KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw failed(what, e.getCause());
        }
    }

    private ServiceFailedException failed(String what, Throwable cause) {
        Optional<String> unreachable =
                cause instanceof TimeoutException ? AdvertisedBrokers.unreachable(brokers) : Optional.empty();
        if (unreachable.isPresent()) {
            return new ServiceFailedException(unreachable.get(), cause);
        }
        return new ServiceFailedException(
                "Kafka at " + brokers + " did not " + what + ": " + cause.getMessage(), cause);
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
