package io.ballotstream.testing;

import static org.awaitility.Awaitility.await;

import io.ballotstream.model.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * The topics of the shared Kafka: creates them, writes to them and reads them. Their contents are shared by all tests
 * of the process, so a test begins with {@link #recreateTopics} or {@link #deleteTopics}.
 */
public final class TestBroker {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private TestBroker() {}

    /** The broker's address, {@code HOST:PORT}. */
    public static String address() {
        return TestServices.kafka().bootstrapServers();
    }

    /** Deletes all topics; returns when they are gone. */
    public static void deleteTopics() {
        TestServices.kafka().deleteAllTopics();
    }

    /** Deletes all topics and creates the project's, empty; returns when each partition accepts records. */
    public static void recreateTopics(int partitions) throws ExecutionException, InterruptedException {
        deleteTopics();
        try (Admin admin = admin()) {
            create(admin, partitions, Topics.all());
        }
    }

    /** Deletes some topics and creates them, empty; returns when each partition accepts records. */
    public static void recreateTopics(int partitions, List<String> topics)
            throws ExecutionException, InterruptedException {
        try (Admin admin = admin()) {
            admin.deleteTopics(topics).all().get();
            await().atMost(PATIENCE)
                    .until(() -> admin.listTopics().names().get().stream().noneMatch(topics::contains));
            create(admin, partitions, topics);
        }
    }

    private static void create(Admin admin, int partitions, Collection<String> topics)
            throws ExecutionException, InterruptedException {
        admin.createTopics(topics.stream()
                        .map(topic -> new NewTopic(topic, partitions, (short) 1)
                                // The tests' records are years old: any limit would delete them at once.
                                .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1")))
                        .toList())
                .all()
                .get();
        Map<TopicPartition, OffsetSpec> ends = topics.stream()
                .flatMap(topic -> partitions(topic, partitions).stream())
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        // A partition accepts records when it answers.
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> admin.listOffsets(ends).all().get().size() == ends.size());
    }

    /** Waits until what was committed or aborted is so for readers, who see nothing behind a missing marker. */
    public static void awaitMarkers() {
        ListTransactionsOptions unmarked = new ListTransactionsOptions()
                .filterStates(List.of(TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT));
        try (Admin admin = admin()) {
            await().atMost(PATIENCE)
                    .until(() -> admin.listTransactions(unmarked).all().get().isEmpty());
        }
    }

    /** Whether a consumer group has committed the end offset of each partition that holds something. */
    public static boolean hasReadAll(String group, String topic, int partitions)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = partitions(topic, partitions).stream()
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        try (Admin admin = admin()) {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return admin.listOffsets(latest).all().get().entrySet().stream()
                    .allMatch(end -> end.getValue().offset() == 0
                            || committed.containsKey(end.getKey())
                                    && committed.get(end.getKey()).offset()
                                            == end.getValue().offset());
        }
    }

    /** The first partitions of a topic. */
    public static List<TopicPartition> partitions(String topic, int number) {
        return IntStream.range(0, number)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    /** Writes records outside of transactions; returns when the broker has acknowledged all of them. */
    public static void publish(List<ProducerRecord<byte[], byte[]>> records)
            throws ExecutionException, InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
            List<Future<RecordMetadata>> outcomes = new ArrayList<>();
            records.forEach(record -> outcomes.add(producer.send(record)));
            producer.flush();
            for (Future<RecordMetadata> outcome : outcomes) {
                outcome.get();
            }
        }
    }

    /** A producer that is ready to begin its first transaction. */
    public static KafkaProducer<byte[], byte[]> transactionalProducer() {
        KafkaProducer<byte[], byte[]> producer = producer(
                Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, UUID.randomUUID().toString()));
        producer.initTransactions();
        return producer;
    }

    private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
        return new KafkaProducer<>(withAddress(settings), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** The records below the last stable offset, without those of aborted transactions; partition by partition. */
    public static List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        return committed(topic, new ByteArrayDeserializer());
    }

    /** The same as {@link #committed(String)}, with the keys as objects. */
    public static <K> List<ConsumerRecord<K, byte[]>> committed(String topic, Deserializer<K> keys) {
        return read(topic, "read_committed", keys);
    }

    /** All records, those of open and aborted transactions included; partition by partition. */
    public static List<ConsumerRecord<byte[], byte[]>> written(String topic) {
        return read(topic, "read_uncommitted", new ByteArrayDeserializer());
    }

    private static <K> List<ConsumerRecord<K, byte[]>> read(String topic, String isolation, Deserializer<K> keys) {
        Map<String, Object> settings = withAddress(Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation));
        try (KafkaConsumer<K, byte[]> consumer = new KafkaConsumer<>(settings, keys, new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    partitions(topic, consumer.partitionsFor(topic).size());
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<K, byte[]>> records = new ArrayList<>();
            for (TopicPartition partition : partitions) {
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                while (consumer.position(partition) < ends.get(partition)) {
                    consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                }
            }
            return records;
        }
    }

    /** A client for everything else. The caller closes it. */
    public static Admin admin() {
        return Admin.create(withAddress(Map.of()));
    }

    private static Map<String, Object> withAddress(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, address());
        return all;
    }
}
