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
 * Creates, writes and reads topics of the shared Kafka. All tests of the process share the topics, so a test begins
 * with {@link #recreateTopics} or {@link #deleteTopics}. Thread-safe.
 */
public final class TestBroker {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private TestBroker() {}

    /** {@return the broker's address, {@code HOST:PORT}} */
    public static String address() {
        return TestServices.kafka().bootstrapServers();
    }

    /** Deletes all topics, and waits until they are gone. */
    public static void deleteTopics() {
        TestServices.kafka().deleteAllTopics();
    }

    /**
     * Deletes all topics, creates the topics of the pipeline, and waits until each partition accepts records.
     *
     * @param partitions number of partitions of each topic
     * @throws ExecutionException if a request to Kafka fails
     * @throws InterruptedException if the thread is interrupted
     */
    public static void recreateTopics(int partitions) throws ExecutionException, InterruptedException {
        deleteTopics();
        try (Admin admin = admin()) {
            create(admin, partitions, Topics.all());
        }
    }

    /**
     * Deletes and creates some topics, and waits until each partition accepts records.
     *
     * @param partitions number of partitions of each topic
     * @param topics names of existing topics
     * @throws ExecutionException if a request to Kafka fails
     * @throws InterruptedException if the thread is interrupted
     */
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
                                // The tests' records are years old. Any retention limit would delete them immediately.
                                .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1")))
                        .toList())
                .all()
                .get();
        Map<TopicPartition, OffsetSpec> ends = topics.stream()
                .flatMap(topic -> partitions(topic, partitions).stream())
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        // A partition accepts records once it answers this request.
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> admin.listOffsets(ends).all().get().size() == ends.size());
    }

    /**
     * Waits until the markers of all ended transactions are written. Until then, committed readers cannot read past
     * them.
     */
    public static void awaitMarkers() {
        ListTransactionsOptions unmarked = new ListTransactionsOptions()
                .filterStates(List.of(TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT));
        try (Admin admin = admin()) {
            await().atMost(PATIENCE)
                    .until(() -> admin.listTransactions(unmarked).all().get().isEmpty());
        }
    }

    /**
     * Checks whether a consumer group has committed the end offset of each partition that is not empty.
     *
     * @param group id of the consumer group
     * @param topic name of the topic
     * @param partitions number of partitions of the topic
     * @return whether all committed offsets are end offsets
     * @throws ExecutionException if a request to Kafka fails
     * @throws InterruptedException if the thread is interrupted
     */
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

    /**
     * Lists the first partitions of a topic.
     *
     * @param topic name of the topic
     * @param number number of partitions
     * @return partitions 0 to {@code number} - 1
     */
    public static List<TopicPartition> partitions(String topic, int number) {
        return IntStream.range(0, number)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    /**
     * Writes records without a transaction, and waits until the broker has acknowledged all of them.
     *
     * @param records in the order of sending
     * @throws ExecutionException if the broker refuses a record
     * @throws InterruptedException if the thread is interrupted
     */
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

    /** {@return a producer that is ready to begin its first transaction; the caller closes it} */
    public static KafkaProducer<byte[], byte[]> transactionalProducer() {
        KafkaProducer<byte[], byte[]> producer = producer(
                Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, UUID.randomUUID().toString()));
        producer.initTransactions();
        return producer;
    }

    private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
        return new KafkaProducer<>(withAddress(settings), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Reads the records below the last stable offset, without those of aborted transactions.
     *
     * @param topic name of the topic
     * @return the records, partition by partition
     */
    public static List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        return committed(topic, new ByteArrayDeserializer());
    }

    /**
     * Reads the same records as {@link #committed(String)}, with deserialized keys.
     *
     * @param topic name of the topic
     * @param keys deserializer of the keys
     * @param <K> type of the keys
     * @return the records, partition by partition
     */
    public static <K> List<ConsumerRecord<K, byte[]>> committed(String topic, Deserializer<K> keys) {
        return read(topic, "read_committed", keys);
    }

    /**
     * Reads all records, including those of open and aborted transactions.
     *
     * @param topic name of the topic
     * @return the records, partition by partition
     */
    public static List<ConsumerRecord<byte[], byte[]>> written(String topic) {
        return read(topic, "read_uncommitted", new ByteArrayDeserializer());
    }

    private static <K> List<ConsumerRecord<K, byte[]>> read(String topic, String isolation, Deserializer<K> keys) {
        // The broker delays the answer to a fetch at the end of a partition, and with it the fetch from the next one.
        Map<String, Object> settings = withAddress(
                Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation, ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10));
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

    /** {@return a client for everything else; the caller closes it} */
    public static Admin admin() {
        return Admin.create(withAddress(Map.of()));
    }

    private static Map<String, Object> withAddress(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, address());
        return all;
    }
}
