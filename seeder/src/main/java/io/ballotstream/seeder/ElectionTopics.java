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

/** Creates, checks and deletes the topics of an election. */
final class ElectionTopics implements AutoCloseable {
    private static final int REQUEST_TIMEOUT_MS = 15_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    /** Topics whose records are kept without limit, so that an audit can recount them. */
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
                    "--kafka must be HOST:PORT of a broker whose host name can be resolved, but is \"" + brokers
                            + "\".");
        }
    }

    /**
     * Creates the topics for a new election. Existing empty topics are kept.
     *
     * @throws BadInputException if a topic contains records or has a different number of partitions
     * @throws ServiceFailedException if Kafka does not answer or refuses the request
     */
    void create(int partitions, short replication) throws InterruptedException {
        Map<String, TopicDescription> existing = describe();
        for (TopicDescription topic : existing.values()) {
            if (topic.partitions().size() != partitions) {
                throw new BadInputException("The topic " + topic.name() + " exists with "
                        + topic.partitions().size() + " partitions, not " + partitions
                        + ": set --partitions to this number, or start over with --reset.");
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
        // With at least three replicas, one broker may fail and no record is lost or refused.
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
                        + " contains records, but the database contains no election: --reset empties both.");
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
     * Checks that all topics exist.
     *
     * @throws BadInputException if a topic is missing, although the database contains an election
     */
    void requireAll() throws InterruptedException {
        Set<String> missing = new LinkedHashSet<>(Topics.all());
        missing.removeAll(describe().keySet());
        if (!missing.isEmpty()) {
            throw new BadInputException("The database contains an election, but Kafka at " + brokers + " has no "
                    + String.join(", ", missing) + ": set --kafka to the brokers of that election,"
                    + " or start over with --reset.");
        }
    }

    /** Deletes the topics, the consumer groups of the jobs, and an interrupted publisher's transaction. */
    void delete() throws InterruptedException {
        Set<String> existing = describe().keySet();
        if (!existing.isEmpty()) {
            // Before the topics are deleted, because the transaction could not be ended afterwards.
            get(
                    "end the publisher's transaction",
                    admin.fenceProducers(List.of(VoterPublisher.TRANSACTIONAL_ID))
                            .all());
            get("delete the topics", admin.deleteTopics(existing).all());
        }
        forgetPositions();
        await("The topics still exist after their deletion.", () -> describe().isEmpty());
    }

    private void forgetPositions() throws InterruptedException {
        // The sinks of a job have consumer groups, too. Their names begin with the name of the job.
        List<String> groups = get("list the groups", admin.listGroups().all()).stream()
                .map(GroupListing::groupId)
                .filter(group -> Stream.of(Jobs.CASTING, Jobs.TALLY)
                        .anyMatch(job -> group.equals(job) || group.startsWith(job + "-")))
                .toList();
        get(
                "delete the consumer groups of the jobs",
                admin.deleteConsumerGroups(groups).all());
    }

    private Map<String, TopicDescription> describe() throws InterruptedException {
        Set<String> topics = new LinkedHashSet<>(Topics.all());
        topics.retainAll(get("list the topics", admin.listTopics().names()));
        Map<String, TopicDescription> found = new HashMap<>();
        for (var entry : admin.describeTopics(topics).topicNameValues().entrySet()) {
            try {
                found.put(entry.getKey(), entry.getValue().get());
            } catch (ExecutionException e) {
                // The topic was deleted meanwhile, or is not yet known to every broker.
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw failed("describe the topic " + entry.getKey(), e.getCause());
                }
            }
        }
        return found;
    }

    /** Waits until created topics accept records: a producer that starts too early loses a batch. */
    private void awaitReady() throws InterruptedException {
        await("The created topics do not become available.", () -> {
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
