package io.ballotstream.jobs.kafka;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Flink's Kafka sink for one topic, but it fails the job if a transaction is lost (see {@link WitnessingWriter} and
 * {@link StrictCommitter}) or if the topic is newer than the restored checkpoint (see {@link CommittedCheckpoints}).
 * The metric {@value #LOST} counts lost transactions.
 */
final class WitnessedSink<T>
        implements Sink<T>,
                SupportsWriterState<T, WitnessedState>,
                SupportsCommitter<KafkaCommittable>,
                SupportsPostCommitTopology<KafkaCommittable> {
    static final String LOST = "lostTransactions";

    private final String brokers;
    private final String topic;
    private final KafkaSink<T> sink;
    private final CommittedCheckpoints checkpoints;

    /** @param sink an exactly-once sink */
    WitnessedSink(String brokers, String topic, KafkaSink<T> sink, CommittedCheckpoints checkpoints) {
        this.brokers = brokers;
        this.topic = topic;
        this.sink = sink;
        this.checkpoints = checkpoints;
    }

    @Override
    public WitnessingWriter<T> createWriter(WriterInitContext context) throws IOException {
        return restoreWriter(context, List.of());
    }

    @Override
    public WitnessingWriter<T> restoreWriter(WriterInitContext context, Collection<WitnessedState> states)
            throws IOException {
        // Must precede the connector, which aborts open transactions.
        requireNewestCheckpoint(context.getRestoredCheckpointId());
        TwoPhaseCommittingStatefulSink<T, KafkaWriterState, KafkaCommittable> connector = sink;
        LatestRecord latest = new LatestRecord();
        return new WitnessingWriter<>(
                connector.restoreWriter(
                        new ListeningContext(context, latest),
                        states.stream().map(WitnessedState::connector).toList()),
                latest,
                new Outcomes(brokers),
                context.metricGroup().counter(LOST),
                states.stream().flatMap(state -> state.witnesses().stream()).toList(),
                checkpoints,
                checkpoints.groupOf(context.getTaskInfo().getIndexOfThisSubtask()),
                context.getRestoredCheckpointId().orElse(0));
    }

    private void requireNewestCheckpoint(OptionalLong restored) {
        if (restored.isPresent()) {
            try {
                checkpoints.requireNoneAfter(restored.getAsLong());
            } catch (BrokenTopicException e) {
                throw new SuppressRestartsException(e);
            }
        }
    }

    @Override
    public SimpleVersionedSerializer<WitnessedState> getWriterStateSerializer() {
        return new WitnessedState.Serializer(sink.getWriterStateSerializer());
    }

    @Override
    public Committer<KafkaCommittable> createCommitter(CommitterInitContext context) {
        return new StrictCommitter(
                brokers,
                topic,
                sink.createCommitter(context),
                context.metricGroup().counter(LOST));
    }

    @Override
    public SimpleVersionedSerializer<KafkaCommittable> getCommittableSerializer() {
        return sink.getCommittableSerializer();
    }

    @Override
    public void addPostCommitTopology(DataStream<CommittableMessage<KafkaCommittable>> committables) {
        sink.addPostCommitTopology(committables);
    }
}
