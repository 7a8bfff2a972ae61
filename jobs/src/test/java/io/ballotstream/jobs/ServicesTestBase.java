package io.ballotstream.jobs;

import static org.awaitility.Awaitility.await;

import io.ballotstream.embedded.EmbeddedServices;
import io.ballotstream.model.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;

/** A real database and a real broker with the project's topics, empty before each test. */
public abstract class ServicesTestBase extends PostgresTestBase {
    /** How many partitions every topic has. */
    protected static final int PARTITIONS = 2;

    @BeforeEach
    void createTopics() throws Exception {
        EmbeddedServices.shared().kafka().deleteAllTopics();
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka()))) {
            admin.createTopics(Topics.all().stream()
                            .map(topic -> new NewTopic(topic, PARTITIONS, (short) 1)
                                    // The tests' records are years old, and would be gone at any moment.
                                    .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1")))
                            .toList())
                    .all()
                    .get();
            // A created topic takes records only when each of its partitions answers.
            await().ignoreExceptions()
                    .until(() ->
                            admin.listOffsets(offsetsOfAllTopics()).all().get().size()
                                    == PARTITIONS * Topics.all().size());
        }
    }

    private static Map<TopicPartition, OffsetSpec> offsetsOfAllTopics() {
        Map<TopicPartition, OffsetSpec> offsets = new HashMap<>();
        for (String topic : Topics.all()) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                offsets.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
        }
        return offsets;
    }

    /** The broker's address. */
    protected static String kafka() {
        return EmbeddedServices.shared().kafka().bootstrapServers();
    }

    /** Writes records and returns when the broker has them all. */
    protected static void publish(List<ProducerRecord<byte[], byte[]>> records)
            throws InterruptedException, ExecutionException {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            List<Future<RecordMetadata>> outcomes = new ArrayList<>();
            records.forEach(record -> outcomes.add(producer.send(record)));
            producer.flush();
            for (Future<RecordMetadata> outcome : outcomes) {
                outcome.get();
            }
        }
    }

    /** What a reader of committed records finds in the topic now. */
    protected static List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        return read(topic, "read_committed");
    }

    /** What a reader of all records finds in the topic now, those of open and aborted transactions included. */
    protected static List<ConsumerRecord<byte[], byte[]>> written(String topic) {
        return read(topic, "read_uncommitted");
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(String topic, String isolation) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        isolation),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }
}
