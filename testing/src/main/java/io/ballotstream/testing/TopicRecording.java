package io.ballotstream.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The committed records of a topic of the shared Kafka, to be published again part by part. Immutable. */
public final class TopicRecording {
    private final List<List<ConsumerRecord<byte[], byte[]>>> partitions;

    private TopicRecording(List<List<ConsumerRecord<byte[], byte[]>>> partitions) {
        this.partitions = partitions;
    }

    /** Takes what the topic holds now. */
    public static TopicRecording of(String topic) {
        return new TopicRecording(List.copyOf(TestBroker.committed(topic).stream()
                .collect(Collectors.groupingBy(ConsumerRecord::partition))
                .values()));
    }

    /**
     * Publishes a part of each partition's records, in their order and with their timestamps.
     *
     * @param part from 0
     * @param parts how many parts there are
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
