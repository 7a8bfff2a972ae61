package io.ballotstream.audit;

import io.ballotstream.model.InvalidRecordException;
import io.ballotstream.model.Topics;
import io.ballotstream.model.codec.VoteJson;
import io.ballotstream.testing.TestBroker;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Writes to the topics of the shared broker like the programs: in transactions, some of which are aborted. */
final class Broker {
    static final int PARTITIONS = 3;

    private Broker() {}

    /** Appends records, spread over the partitions, in a committed transaction between two aborted ones. */
    static void publish(String topic, List<byte[]> values) {
        abort(topic, values);
        try (KafkaProducer<byte[], byte[]> producer = TestBroker.transactionalProducer()) {
            producer.beginTransaction();
            send(producer, topic, values);
            producer.commitTransaction();
        }
        abort(topic, values);
    }

    /** Appends records with these keys in a committed transaction, each key on one partition. */
    static void publish(String topic, List<String> keys, List<byte[]> values) {
        try (KafkaProducer<byte[], byte[]> producer = TestBroker.transactionalProducer()) {
            producer.beginTransaction();
            for (int i = 0; i < keys.size(); i++) {
                producer.send(new ProducerRecord<>(topic, keys.get(i).getBytes(StandardCharsets.UTF_8), values.get(i)));
            }
            producer.commitTransaction();
        }
    }

    /** Appends records that are invisible to {@code read_committed} readers. */
    static void abort(String topic, List<byte[]> values) {
        try (KafkaProducer<byte[], byte[]> producer = TestBroker.transactionalProducer()) {
            producer.beginTransaction();
            send(producer, topic, values);
            // Aborted records are in the log only if they were flushed.
            producer.flush();
            producer.abortTransaction();
        }
    }

    /** Appends records in a transaction that is open until the producer is closed. */
    static KafkaProducer<byte[], byte[]> open(String topic, List<byte[]> values) {
        KafkaProducer<byte[], byte[]> producer = TestBroker.transactionalProducer();
        producer.beginTransaction();
        send(producer, topic, values);
        producer.flush();
        return producer;
    }

    /** Deletes the records before the offset in every partition. */
    static void empty(String topic, long offset) {
        try (Admin admin = TestBroker.admin()) {
            admin.deleteRecords(TestBroker.partitions(topic, PARTITIONS).stream()
                            .collect(Collectors.toMap(
                                    partition -> partition, partition -> RecordsToDelete.beforeOffset(offset))))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Commits the same offset for every partition of the topic. */
    static void commitOffsets(String group, String topic, long offset) {
        Map<TopicPartition, OffsetAndMetadata> offsets = TestBroker.partitions(topic, PARTITIONS).stream()
                .collect(Collectors.toMap(partition -> partition, partition -> new OffsetAndMetadata(offset)));
        try (Admin admin = TestBroker.admin()) {
            admin.alterConsumerGroupOffsets(group, offsets).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, String topic, List<byte[]> values) {
        for (int i = 0; i < values.size(); i++) {
            producer.send(new ProducerRecord<>(topic, i % PARTITIONS, key(topic, values.get(i)), values.get(i)));
        }
    }

    /** The key that the casting job gives a vote; other records have none here. */
    private static byte[] key(String topic, byte[] value) {
        try {
            return topic.equals(Topics.VOTES) ? VoteJson.read(value).voteId().toAscii() : null;
        } catch (InvalidRecordException e) {
            return null;
        }
    }
}
