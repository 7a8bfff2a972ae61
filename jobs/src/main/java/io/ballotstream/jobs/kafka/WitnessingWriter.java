package io.ballotstream.jobs.kafka;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink.PrecommittingStatefulSinkWriter;
import org.apache.flink.connector.kafka.sink.internal.CheckpointTransaction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;

/**
 * Writes as the connector does, and keeps a {@link Witness} of each transaction until it is committed. After a restart no
 * checkpoint completes before every restored transaction is seen to be committed; a job that lost one fails without
 * another restart.
 */
@SuppressWarnings("try") // The interface lets close() be interrupted.
final class WitnessingWriter<T>
        implements StatefulSinkWriter<T, WitnessedState>, CommittingSinkWriter<T, KafkaCommittable> {
    private final PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> writer;
    private final LatestRecord latest;
    private final Outcomes outcomes;
    private final Counter lostTransactions;
    private final List<Witness> unconfirmed;
    private final Map<String, Witness> pending = new HashMap<>();
    private final CommittedCheckpoints checkpoints;
    private final ConsumerGroupMetadata group;
    private long lastCheckpoint;

    /**
     * @param latest told by the writer about each record
     * @param restored the transactions that the restored state left to be committed
     * @param group of the subtask, for the checkpoints
     * @param lastCheckpoint the number of the restored checkpoint, 0 without one
     */
    WitnessingWriter(
            PrecommittingStatefulSinkWriter<T, KafkaWriterState, KafkaCommittable> writer,
            LatestRecord latest,
            Outcomes outcomes,
            Counter lostTransactions,
            List<Witness> restored,
            CommittedCheckpoints checkpoints,
            ConsumerGroupMetadata group,
            long lastCheckpoint) {
        this.writer = writer;
        this.latest = latest;
        this.outcomes = outcomes;
        this.lostTransactions = lostTransactions;
        this.unconfirmed = new ArrayList<>(restored);
        this.checkpoints = checkpoints;
        this.group = group;
        this.lastCheckpoint = lastCheckpoint;
    }

    @Override
    public void write(T element, Context context) throws IOException, InterruptedException {
        writer.write(element, context);
    }

    @Override
    public void writeWatermark(Watermark watermark) throws IOException, InterruptedException {
        writer.writeWatermark(watermark);
    }

    /** The first step of every checkpoint, when all subtasks have committed and aborted what they found at their start. */
    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        if (!unconfirmed.isEmpty()) {
            try {
                outcomes.requireCommitted(unconfirmed);
            } catch (BrokenTopicException e) {
                lostTransactions.inc();
                throw new SuppressRestartsException(e);
            }
            unconfirmed.clear();
        }
        writer.flush(endOfInput);
    }

    @Override
    public Collection<KafkaCommittable> prepareCommit() throws IOException, InterruptedException {
        Collection<KafkaCommittable> committables = writer.prepareCommit();
        for (KafkaCommittable committable : committables) {
            checkpoints.addTo(committable, group, lastCheckpoint);
            pending.put(committable.getTransactionalId(), latest.witnessOf(committable.getTransactionalId()));
        }
        return committables;
    }

    @Override
    public List<WitnessedState> snapshotState(long checkpointId) throws IOException {
        List<WitnessedState> states = new ArrayList<>();
        Set<String> uncommitted = new HashSet<>();
        for (KafkaWriterState state : writer.snapshotState(checkpointId)) {
            List<Witness> witnesses = new ArrayList<>();
            for (CheckpointTransaction transaction : state.getPrecommittedTransactionalIds()) {
                uncommitted.add(transaction.getTransactionalId());
                Witness witness = pending.get(transaction.getTransactionalId());
                // None for a restored transaction: it is confirmed, though the writer does not know yet.
                if (witness != null) {
                    witnesses.add(witness);
                }
            }
            states.add(new WitnessedState(state, witnesses));
        }
        pending.keySet().retainAll(uncommitted);
        lastCheckpoint = checkpointId;
        return states;
    }

    @Override
    public void close() throws Exception {
        writer.close();
    }
}
