package io.ballotstream.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The committed records of a topic of the shared Kafka, for publishing them again in parts. Immutable. */
public final class TopicRecording {
    private final List<List<ConsumerRecord<byte[], byte[]>>> partitions;

    private TopicRecording(List<List<ConsumerRecord<byte[], byte[]>>> partitions) {
        this.partitions = partitions;
    }

    /**
     * Reads all committed records.
     *
     * @param topic name of the topic
     * @return the records
     */
    public static TopicRecording of(String topic) {
        return new TopicRecording(List.copyOf(TestBroker.committed(topic).stream()
                .collect(Collectors.groupingBy(ConsumerRecord::partition))
                .values()));
    }

    /**
     * Publishes one part of each partition's records, in their order and with their timestamps.
     *
     * @param part from 0
     * @param parts number of parts
     * @throws ExecutionException if the broker refuses a record
     * @throws InterruptedException if the thread is interrupted
     */
    public void publish(int part, int parts) throws ExecutionException, InterruptedException {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (List<ConsumerRecord<byte[], byte[]>> partition : partitions) {
            partition
                    .subList(partition.size() * part / parts, partition.size() * (part + 1) / parts)
                    .forEach(record -> records.add(new ProducerRecord<>(
                            record.topic(), record.partition(), record.timestamp(), record.key(), record.value())));
        }
        TestBroker.publish(records);
    }
}
