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
 * The connector's writer, but it stores a {@link Witness} of each transaction until the transaction is committed. After
 * a restart, no checkpoint completes until all restored transactions are verified to be committed. If one is lost, the
 * job fails without another restart.
 */
@SuppressWarnings("try") // In the interface, close() may throw InterruptedException.
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
     * Wraps the connector's writer.
     *
     * @param latest listens to the metadata of each written record
     * @param restored witnesses of the transactions that were pending in the restored checkpoint
     * @param group the subtask's consumer group for checkpoint numbers
     * @param lastCheckpoint number of the restored checkpoint, or 0
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

    /**
     * Verifies the restored transactions. It is the first step of every checkpoint. At the first checkpoint, all
     * subtasks have already committed and aborted the transactions that they found at their start.
     */
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
                // There is none for a restored transaction, which is already verified.
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
