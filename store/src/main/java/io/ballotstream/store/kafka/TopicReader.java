package io.ballotstream.store.kafka;

import io.ballotstream.model.ServiceFailedException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Reads a topic from its beginning, in steps. Each step ends at the offsets that were the topic's end offsets when the
 * step began.
 *
 * <p>Reads with {@code read_committed}: records of aborted and open transactions are skipped. Does not copy the bytes
 * of records. Not thread-safe.
 *
 * <p>Every method throws {@link ServiceFailedException} if Kafka fails or sends nothing for a minute before the end of
 * the step, and {@link InterruptException} if the thread is interrupted.
 */
public final class TopicReader implements AutoCloseable {
    private static final Duration API_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(200);

    private final String kafka;
    private final String topic;
    private final KafkaConsumer<ByteBuffer, ByteBuffer> consumer;
    private final List<TopicPartition> partitions;

    /**
     * Processes records.
     *
     * @param <E> exception of the visitor
     */
    public interface Visitor<E extends Exception> {
        /**
         * Processes a record.
         *
         * @param record its key and value are views of the fetched bytes
         * @throws E to stop reading
         */
        void visit(ConsumerRecord<ByteBuffer, ByteBuffer> record) throws E;
    }

    /**
     * Connects, with settings for reading a whole topic.
     *
     * @param kafka {@code [USER@]HOST:PORT[,HOST:PORT…]}
     * @param topic name of the topic
     * @throws ServiceFailedException if the topic does not exist
     */
    public TopicReader(String kafka, String topic) {
        this(kafka, topic, 20_000, 4 << 20);
    }

    /**
     * Connects, with small fetches for reading single records.
     *
     * @param kafka {@code [USER@]HOST:PORT[,HOST:PORT…]}
     * @param topic name of the topic
     * @return a reader that the caller closes
     * @throws ServiceFailedException if the topic does not exist
     */
    public static TopicReader ofSingleRecords(String kafka, String topic) {
        return new TopicReader(kafka, topic, 1, 16 << 10);
    }

    private TopicReader(String kafka, String topic, int pollRecords, int partitionFetchBytes) {
        this.kafka = kafka;
        this.topic = topic;
        try {
            this.consumer = new KafkaConsumer<>(settings(kafka, pollRecords, partitionFetchBytes));
        } catch (KafkaException e) {
            throw KafkaFailure.of(kafka, e);
        }
        try {
            this.partitions = findPartitions();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    private List<TopicPartition> findPartitions() {
        List<TopicPartition> found = failing(() -> consumer.partitionsFor(topic)).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        if (found.isEmpty()) {
            throw KafkaFailure.missingTopic(kafka, topic);
        }
        return found;
    }

    /**
     * Copies the bytes of a record's key or value.
     *
     * @param buffer key or value, or null
     * @return the bytes, or null
     */
    public static byte[] bytes(ByteBuffer buffer) {
        return Utils.toNullableArray(buffer);
    }

    /** {@return the number of the topic's partitions} */
    public int partitions() {
        return partitions.size();
    }

    /**
     * Visits the records from the end of the last step to the current end of the topic.
     *
     * @param visitor processes each record
     * @param <E> exception of the visitor
     * @throws E if the visitor throws it
     */
    public <E extends Exception> void readToEnd(Visitor<E> visitor) throws E {
        Step step = new Step();
        while (!step.isDone()) {
            for (ConsumerRecord<ByteBuffer, ByteBuffer> record : step.poll()) {
                visitor.visit(record);
            }
        }
    }

    /**
     * Finds a record at or after the given offsets, regardless of earlier steps.
     *
     * @param offsets by partition; a missing partition is read from its beginning
     * @return the first record that Kafka sends; empty if there is none
     */
    public Optional<ConsumerRecord<ByteBuffer, ByteBuffer>> firstRecordAfter(Map<TopicPartition, Long> offsets) {
        Step step = new Step();
        step.seek(offsets);
        while (!step.isDone()) {
            ConsumerRecords<ByteBuffer, ByteBuffer> records = step.poll();
            if (!records.isEmpty()) {
                return Optional.of(records.iterator().next());
            }
        }
        return Optional.empty();
    }

    /**
     * Begins a step that reads each partition separately. No other step may begin before this one has ended.
     *
     * @return the step
     */
    public ByPartition byPartition() {
        return new ByPartition();
    }

    @Override
    public void close() {
        consumer.close();
    }

    /**
     * A step that returns one record at a time, from a partition that the caller chooses.
     *
     * <p>It buffers the records of other partitions, up to a few fetches. It pauses partitions that have more buffered
     * records.
     */
    public final class ByPartition {
        private static final int ENOUGH_AHEAD = 20_000;

        private final Step step = new Step();
        private final Map<Integer, Queue<ConsumerRecord<ByteBuffer, ByteBuffer>>> ahead = new TreeMap<>();

        private ByPartition() {
            partitions.forEach(partition -> ahead.put(partition.partition(), new ArrayDeque<>()));
        }

        /**
         * Reads the next record of a partition.
         *
         * @param partition number of the partition
         * @return empty at the end of the partition
         */
        public Optional<ConsumerRecord<ByteBuffer, ByteBuffer>> next(int partition) {
            Queue<ConsumerRecord<ByteBuffer, ByteBuffer>> records = ahead.get(partition);
            while (records.isEmpty() && !step.isDone(new TopicPartition(topic, partition))) {
                fetch();
            }
            return Optional.ofNullable(records.poll());
        }

        /**
         * Reads the next record of any partition.
         *
         * @return empty at the end of the topic
         */
        public Optional<ConsumerRecord<ByteBuffer, ByteBuffer>> next() {
            return hasNext()
                    ? ahead.values().stream()
                            .filter(records -> !records.isEmpty())
                            .findFirst()
                            .map(Queue::poll)
                    : Optional.empty();
        }

        /** {@return whether any partition has another record} */
        public boolean hasNext() {
            while (ahead.values().stream().allMatch(Queue::isEmpty) && !step.isDone()) {
                fetch();
            }
            return !ahead.values().stream().allMatch(Queue::isEmpty);
        }

        /**
         * Returns the offset at which the step ends.
         *
         * @param partition number of the partition
         * @return the end offset
         */
        public long end(int partition) {
            return step.ends.get(new TopicPartition(topic, partition));
        }

        /**
         * Returns an upper bound of the number of records in all partitions.
         *
         * @return the sum of the end offsets, which include transaction markers and aborted records
         */
        public long offsets() {
            return partitions.stream().mapToLong(step.ends::get).sum();
        }

        private void fetch() {
            Map<Boolean, List<TopicPartition>> enough = partitions.stream()
                    .collect(Collectors.partitioningBy(
                            partition -> ahead.get(partition.partition()).size() >= ENOUGH_AHEAD));
            consumer.pause(enough.get(true));
            consumer.resume(enough.get(false));
            step.poll().forEach(record -> ahead.get(record.partition()).add(record));
        }
    }

    /** A step to the end offsets of the topic at its beginning. */
    private final class Step {
        private final Map<TopicPartition, Long> ends = failing(() -> consumer.endOffsets(partitions));
        private long reached = Long.MIN_VALUE;
        private long deadline;

        void seek(Map<TopicPartition, Long> offsets) {
            Map<TopicPartition, Long> beginnings = failing(() -> consumer.beginningOffsets(partitions));
            for (TopicPartition partition : partitions) {
                // Offsets from before the topic was emptied or replaced may be out of range now.
                long offset = Math.max(offsets.getOrDefault(partition, 0L), beginnings.get(partition));
                consumer.seek(partition, Math.min(offset, ends.get(partition)));
            }
        }

        boolean isDone() {
            return partitions.stream().allMatch(this::isDone);
        }

        boolean isDone(TopicPartition partition) {
            return position(partition) >= ends.get(partition);
        }

        ConsumerRecords<ByteBuffer, ByteBuffer> poll() {
            long before = partitions.stream().mapToLong(this::position).sum();
            if (before != reached) {
                reached = before;
                deadline = System.nanoTime() + PATIENCE.toNanos();
            } else if (System.nanoTime() - deadline > 0) {
                String silence = "Kafka at " + kafka + " has sent no records of " + topic + " for "
                        + PATIENCE.toSeconds() + " s, although the end of the topic is not reached.";
                throw new ServiceFailedException(silence, new TimeoutException(silence));
            }
            return failing(() -> consumer.poll(POLL));
        }

        private long position(TopicPartition partition) {
            return failing(() -> consumer.position(partition));
        }
    }

    private interface Call<T> {
        T get();
    }

    private <T> T failing(Call<T> call) {
        try {
            return call.get();
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            throw KafkaFailure.of(kafka, e);
        }
    }

    private static Map<String, Object> settings(String kafka, int pollRecords, int partitionFetchBytes) {
        Map<String, Object> settings = KafkaLogin.settings(kafka);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteBufferDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteBufferDeserializer.class);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // If the topic is emptied while it is read, the reader must fail and not continue at another offset.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) API_TIMEOUT.toMillis());
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) API_TIMEOUT.toMillis());
        // The reader does not wait at the end of the topic, but closing waits for the pending fetch.
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, pollRecords);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, partitionFetchBytes);
        settings.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, 1 << 20);
        return settings;
    }
}
