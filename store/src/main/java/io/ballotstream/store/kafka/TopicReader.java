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
 * Reads a topic from its beginning, in steps that each end where the topic ends when the step begins.
 *
 * <p>Only committed records are seen: neither those of aborted or open transactions, nor the markers between them. The
 * bytes are not copied. Not thread-safe.
 *
 * <p>Every method throws {@link ServiceFailedException} if Kafka fails, or sends nothing for a minute although there is
 * more, and {@link InterruptException} if the thread is interrupted.
 */
public final class TopicReader implements AutoCloseable {
    private static final Duration API_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(200);

    private final String kafka;
    private final String topic;
    private final KafkaConsumer<ByteBuffer, ByteBuffer> consumer;
    private final List<TopicPartition> partitions;

    /** Looks at a record. */
    public interface Visitor<E extends Exception> {
        void visit(ConsumerRecord<ByteBuffer, ByteBuffer> record) throws E;
    }

    /** Connects, to read a whole topic; a topic that does not exist is a failure. */
    public TopicReader(String kafka, String topic) {
        this(kafka, topic, 20_000, 4 << 20);
    }

    /** Connects, to look at a record here and there, which is not to cost what reading the topic would. */
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

    /** The bytes of a record's key or value; null stays null. */
    public static byte[] bytes(ByteBuffer buffer) {
        return Utils.toNullableArray(buffer);
    }

    /** The number of the topic's partitions. */
    public int partitions() {
        return partitions.size();
    }

    /** Visits the records between where the last step ended and where the topic ends now. */
    public <E extends Exception> void readToEnd(Visitor<E> visitor) throws E {
        Step step = new Step();
        while (!step.isDone()) {
            for (ConsumerRecord<ByteBuffer, ByteBuffer> record : step.poll()) {
                visitor.visit(record);
            }
        }
    }

    /** The first record found at or after the offsets, from the beginning where there is none; without regard to where the last step ended. */
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

    /** Begins a step that reads each partition at a pace of its own; no other step may begin before it is finished. */
    public ByPartition byPartition() {
        return new ByPartition();
    }

    @Override
    public void close() {
        consumer.close();
    }

    /**
     * A step that hands out one record at a time from a partition that the caller chooses.
     *
     * <p>What Kafka sends of other partitions meanwhile is kept, up to a few fetches; partitions that are further ahead
     * are paused.
     */
    public final class ByPartition {
        private static final int ENOUGH_AHEAD = 20_000;

        private final Step step = new Step();
        private final Map<Integer, Queue<ConsumerRecord<ByteBuffer, ByteBuffer>>> ahead = new TreeMap<>();

        private ByPartition() {
            partitions.forEach(partition -> ahead.put(partition.partition(), new ArrayDeque<>()));
        }

        /** The next record of a partition, empty at its end. */
        public Optional<ConsumerRecord<ByteBuffer, ByteBuffer>> next(int partition) {
            Queue<ConsumerRecord<ByteBuffer, ByteBuffer>> records = ahead.get(partition);
            while (records.isEmpty() && !step.isDone(new TopicPartition(topic, partition))) {
                fetch();
            }
            return Optional.ofNullable(records.poll());
        }

        /** The next record of the first partition that has one, empty at the end of the topic. */
        public Optional<ConsumerRecord<ByteBuffer, ByteBuffer>> next() {
            return hasNext()
                    ? ahead.values().stream()
                            .filter(records -> !records.isEmpty())
                            .findFirst()
                            .map(Queue::poll)
                    : Optional.empty();
        }

        /** Whether any partition has a further record. */
        public boolean hasNext() {
            while (ahead.values().stream().allMatch(Queue::isEmpty) && !step.isDone()) {
                fetch();
            }
            return !ahead.values().stream().allMatch(Queue::isEmpty);
        }

        /** The offset at which the step ends in a partition. */
        public long end(int partition) {
            return step.ends.get(new TopicPartition(topic, partition));
        }

        /** At least as many as there are records in all partitions: markers and aborted records are counted too. */
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

    /** The way to where the topic ended when it began. */
    private final class Step {
        private final Map<TopicPartition, Long> ends = failing(() -> consumer.endOffsets(partitions));
        private long reached = Long.MIN_VALUE;
        private long deadline;

        void seek(Map<TopicPartition, Long> offsets) {
            Map<TopicPartition, Long> beginnings = failing(() -> consumer.beginningOffsets(partitions));
            for (TopicPartition partition : partitions) {
                // What was committed before the topic was emptied or replaced may be out of its bounds now.
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
                String silence = "Kafka at " + kafka + " has sent nothing of " + topic + " for " + PATIENCE.toSeconds()
                        + " s, although there is more of it.";
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
        // A topic that is emptied under the reader is a failure, not a reason to go on elsewhere.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) API_TIMEOUT.toMillis());
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) API_TIMEOUT.toMillis());
        // At the end of the topic nothing is waited for, but closing waits for the fetch that is under way.
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, pollRecords);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, partitionFetchBytes);
        settings.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, 1 << 20);
        return settings;
    }
}
