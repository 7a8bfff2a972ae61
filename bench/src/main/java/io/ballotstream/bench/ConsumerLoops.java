package io.ballotstream.bench;

import io.ballotstream.model.ServiceFailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Plain consumer loops, the baselines of the tally. Each thread has its own consumer and its own share of the
 * partitions. The consumers are {@code read_committed} and have the consumer settings of the jobs.
 */
final class ConsumerLoops {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long PATIENCE_NANOS = Duration.ofMinutes(1).toNanos();

    private final String kafka;
    private final String topic;
    private final int threads;

    ConsumerLoops(String kafka, String topic, int threads) {
        this.kafka = kafka;
        this.topic = topic;
        this.threads = threads;
    }

    /** Receives the records of one thread. */
    interface Visitor {
        void visit(ConsumerRecord<byte[], byte[]> record);
    }

    /**
     * Reads all partitions from their beginning to the end offsets that they have now.
     *
     * @param visitors creates a visitor for each thread
     * @return the visitors
     * @throws ServiceFailedException if no record arrives for a minute, or a visitor throws it
     */
    <V extends Visitor> List<V> read(Supplier<V> visitors) throws InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<V>> loops = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int share = thread;
                loops.add(executor.submit(() -> readShare(share, visitors.get())));
            }
            List<V> read = new ArrayList<>();
            for (Future<V> loop : loops) {
                read.add(loop.get());
            }
            return read;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ServiceFailedException known
                    ? known
                    : new ServiceFailedException(topic + " cannot be read: " + e.getCause(), e.getCause());
        } finally {
            executor.shutdownNow();
        }
    }

    private <V extends Visitor> V readShare(int share, V visitor) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .filter(partition -> partition.partition() % threads == share)
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long deadline = System.nanoTime() + PATIENCE_NANOS;
            while (isBefore(ends, consumer)) {
                int records = 0;
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    visitor.visit(record);
                    records++;
                }
                if (records > 0) {
                    deadline = System.nanoTime() + PATIENCE_NANOS;
                } else if (System.nanoTime() - deadline > 0) {
                    throw new ServiceFailedException("No record of " + topic + " arrived for a minute.");
                }
            }
            return visitor;
        }
    }

    /** The last offsets of a partition may be transaction markers, which move only the position. */
    private static boolean isBefore(Map<TopicPartition, Long> ends, KafkaConsumer<byte[], byte[]> consumer) {
        return ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = committedReader(kafka);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5000);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
        return settings;
    }

    /** The settings of a {@code read_committed} consumer without a group, in a new map. */
    static Map<String, Object> committedReader(String kafka) {
        return new HashMap<>(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false));
    }
}
