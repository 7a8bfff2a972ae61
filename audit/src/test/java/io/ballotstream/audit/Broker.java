package io.ballotstream.audit;

import io.ballotstream.embedded.EmbeddedServices;
import io.ballotstream.model.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** Fills the topics of the shared broker as the programs do: in transactions, some of which fail. */
final class Broker {
    static final int PARTITIONS = 3;

    private Broker() {}

    /** Deletes all topics and creates those of an election, empty. */
    static void reset() {
        EmbeddedServices.shared().kafka().deleteAllTopics();
        try (Admin admin = admin()) {
            admin.createTopics(Topics.all().stream()
                            .map(topic -> new NewTopic(topic, PARTITIONS, (short) 1))
                            .toList())
                    .all()
                    .get();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> admin.describeTopics(Topics.all()).allTopicNames().get().values().stream()
                            .flatMap(topic -> topic.partitions().stream())
                            .allMatch(partition -> partition.leader() != null));
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Appends records, spread over the partitions, in a committed transaction between two aborted ones. */
    static void publish(String topic, List<byte[]> values) {
        abort(topic, values);
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            producer.beginTransaction();
            send(producer, topic, values);
            producer.commitTransaction();
        }
        abort(topic, values);
    }

    /** Appends records with these keys, each key on a partition of its own choice, in a committed transaction. */
    static void publish(String topic, List<String> keys, List<byte[]> values) {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            producer.beginTransaction();
            for (int i = 0; i < keys.size(); i++) {
                producer.send(new ProducerRecord<>(topic, keys.get(i).getBytes(StandardCharsets.UTF_8), values.get(i)));
            }
            producer.commitTransaction();
        }
    }

    /** Appends records that no reader of committed records ever sees. */
    static void abort(String topic, List<byte[]> values) {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            producer.beginTransaction();
            send(producer, topic, values);
            // Only what has reached the log leaves aborted records there.
            producer.flush();
            producer.abortTransaction();
        }
    }

    /** Appends records in a transaction that is open until the producer is closed. */
    static KafkaProducer<byte[], byte[]> open(String topic, List<byte[]> values) {
        KafkaProducer<byte[], byte[]> producer = producer();
        producer.beginTransaction();
        send(producer, topic, values);
        producer.flush();
        return producer;
    }

    /** Deletes the records before the offset in every partition. */
    static void empty(String topic, long offset) {
        try (Admin admin = admin()) {
            admin.deleteRecords(IntStream.range(0, PARTITIONS)
                            .boxed()
                            .collect(Collectors.toMap(
                                    partition -> new TopicPartition(topic, partition),
                                    partition -> RecordsToDelete.beforeOffset(offset))))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Commits the same offset for every partition of the topic. */
    static void commitOffsets(String group, String topic, long offset) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            offsets.put(new TopicPartition(topic, partition), new OffsetAndMetadata(offset));
        }
        try (Admin admin = admin()) {
            admin.alterConsumerGroupOffsets(group, offsets).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, String topic, List<byte[]> values) {
        for (int i = 0; i < values.size(); i++) {
            producer.send(new ProducerRecord<>(topic, i % PARTITIONS, null, values.get(i)));
        }
    }

    private static KafkaProducer<byte[], byte[]> producer() {
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        Services.kafka(),
                        "transactional.id",
                        UUID.randomUUID().toString()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", Services.kafka()));
    }
}
