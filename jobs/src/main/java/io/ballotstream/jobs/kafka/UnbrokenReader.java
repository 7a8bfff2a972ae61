package io.ballotstream.jobs.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.common.Uuid;

/**
 * A reader that fails before its first record if a partition has lost records: if the partition begins after the
 * restored offset, ends before it, or belongs to a topic that was deleted and created again. The job then fails without
 * a restart, which would not help.
 *
 * <p>If the source is unbounded, the offsets of a completed checkpoint are committed immediately, even on a quiet
 * topic. The connector's reader does everything else.
 */
@SuppressWarnings("try") // In the interface, close() may throw InterruptedException.
final class UnbrokenReader<T> implements SourceReader<T, KafkaPartitionSplit> {
    private final String brokers;
    private final SourceReader<T, KafkaPartitionSplit> reader;
    private final boolean bounded;
    private final Map<String, Uuid> topicIds = new HashMap<>();
    private final Set<String> splitIds = new HashSet<>();

    /** @param bounded whether the partitions have stopping offsets */
    UnbrokenReader(String brokers, SourceReader<T, KafkaPartitionSplit> reader, boolean bounded) {
        this.brokers = brokers;
        this.reader = reader;
        this.bounded = bounded;
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
        TopicState topics = TopicState.of(brokers, splits);
        try {
            for (KafkaPartitionSplit split : splits) {
                topics.requireOffset(split);
            }
            for (KafkaPartitionSplit split : splits) {
                topics.requireSameTopic(split);
            }
        } catch (BrokenTopicException e) {
            throw new SuppressRestartsException(e);
        }
        topicIds.putAll(topics.ids());
        splits.forEach(split -> splitIds.add(split.splitId()));
        reader.addSplits(splits);
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
        return reader.snapshotState(checkpointId).stream()
                .<KafkaPartitionSplit>map(split -> new IdentifiedSplit(split, topicIds.get(split.getTopic())))
                .toList();
    }

    @Override
    public void start() {
        reader.start();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
        return reader.pollNext(output);
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return reader.isAvailable();
    }

    @Override
    public void notifyNoMoreSplits() {
        reader.notifyNoMoreSplits();
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        reader.handleSourceEvents(event);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        reader.notifyCheckpointComplete(checkpointId);
        // The connector passes the offsets to its polling thread, which on a quiet topic may notice them only after ten
        // seconds. Resuming partitions wakes that thread; none of them is paused. Not in a bounded job, where the
        // consumer
        // fails to resume a partition that has already ended.
        if (!bounded) {
            reader.pauseOrResumeSplits(List.of(), splitIds);
        }
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) throws Exception {
        reader.notifyCheckpointAborted(checkpointId);
    }

    @Override
    public void pauseOrResumeSplits(Collection<String> toPause, Collection<String> toResume) {
        reader.pauseOrResumeSplits(toPause, toResume);
    }

    @Override
    public void close() throws Exception {
        reader.close();
    }
}
