package io.ballotstream.bench;

import io.ballotstream.jobs.election.TallySetup;
import io.ballotstream.jobs.tally.TallySettings;
import io.ballotstream.model.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * Pre-aggregates votes inside the consumer of Kafka Streams, before the shuffle. Replaces the votes that a poll returns
 * from a partition by one record without a key, whose value contains the counts of their cells. Other topics are not
 * changed.
 *
 * <p>The record has the offset of its first vote. Kafka Streams commits either this offset, if it has not processed the
 * record, or the offset after its last vote. So a batch is counted exactly once, like a single record.
 */
public final class PreCount implements ConsumerInterceptor<byte[], byte[]> {
    /** The key of the consumer's configuration whose value is the {@link TallySetup} of the election. */
    static final String ELECTION = "ballotstream.election";

    /** The key of the configuration whose value is an {@link AtomicLong}, which gets the time of the first votes. */
    static final String BEGAN = "ballotstream.began";

    private static final long WINDOW_MS = TallySettings.DEFAULT.window().toMillis();

    private TallySetup election;
    private AtomicLong began;
    private VoteCounter counter;

    /** Creates an interceptor, which Kafka configures. */
    public PreCount() {}

    @Override
    public void configure(Map<String, ?> configuration) {
        election = (TallySetup) configuration.get(ELECTION);
        began = (AtomicLong) configuration.get(BEGAN);
        counter = new VoteCounter(election, WINDOW_MS);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> counted = new HashMap<>();
        for (TopicPartition partition : records.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> batch = records.records(partition);
            counted.put(partition, partition.topic().equals(Topics.VOTES) ? List.of(count(batch)) : batch);
        }
        return new ConsumerRecords<>(counted, records.nextOffsets());
    }

    private ConsumerRecord<byte[], byte[]> count(List<ConsumerRecord<byte[], byte[]>> batch) {
        began.compareAndSet(0, System.nanoTime());
        batch.forEach(counter::visit);
        HashMapTally.Results results = new HashMapTally.Results(election, WINDOW_MS);
        results.add(counter.take());
        byte[] counts = CellBytes.ofCells(results.cells().counts());
        ConsumerRecord<byte[], byte[]> first = batch.get(0);
        return new ConsumerRecord<>(
                first.topic(),
                first.partition(),
                first.offset(),
                first.timestamp(),
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                counts.length,
                null,
                counts,
                new RecordHeaders(),
                first.leaderEpoch());
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        // Only the records matter.
    }

    @Override
    public void close() {
        // It holds no resources.
    }
}
