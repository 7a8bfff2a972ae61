package io.ballotstream.bench;

import io.ballotstream.model.ServiceFailedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A plain consumer loop, the baseline of the tally. Reads as a {@code read_committed} consumer with the consumer
 * settings of the jobs.
 */
final class ConsumerLoop {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long PATIENCE_NANOS = Duration.ofMinutes(1).toNanos();

    private final String kafka;
    private final String topic;

    ConsumerLoop(String kafka, String topic) {
        this.kafka = kafka;
        this.topic = topic;
    }

    /**
     * Passes on the first records of each partition, in order, up to the given total.
     *
     * @throws ServiceFailedException if there are fewer
     */
    void read(long count, Consumer<ConsumerRecord<byte[], byte[]>> visitor) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long read = 0;
            long deadline = System.nanoTime() + PATIENCE_NANOS;
            while (read < count) {
                long before = read;
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    visitor.accept(record);
                    read++;
                }
                if (read > before) {
                    deadline = System.nanoTime() + PATIENCE_NANOS;
                } else if (System.nanoTime() - deadline > 0) {
                    throw new ServiceFailedException(topic + " contains " + read + " of " + count + " records.");
                }
            }
        }
    }

    private Map<String, Object> settings() {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                5000,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                4 << 20);
    }
}
