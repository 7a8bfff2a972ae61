package io.ballotstream.jobs.fencing;

import io.ballotstream.store.NoElectionException;
import java.util.OptionalLong;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Forwards records only in the run that owns the job's outputs. It directly follows the source, so that each subtask
 * acquires the outputs before it processes the first record.
 *
 * <p>A run that is fenced out, at its start or later, fails without a restart. The state contains the run and the
 * election that wrote it. It is broadcast state, of which each subtask has a copy. Union list state does not work,
 * because Flink cannot take a checkpoint of it after some of its subtasks have reached the end of their input.
 *
 * @param <T> type of the records
 */
public final class FencingFunction<T> extends ProcessFunction<T, T>
        implements CheckpointedFunction, CheckpointListener {
    private static final MapStateDescriptor<String, String> RUN =
            new MapStateDescriptor<>("run", Types.STRING, Types.STRING);
    private static final String ELECTION_ID = "election_id";
    private static final String FLINK_JOB_ID = "flink_job_id";

    private final OutputOwnership outputs;
    private transient CompletedCheckpoints checkpoints;

    /**
     * Creates the function.
     *
     * @param outputs the job's outputs; each subtask closes its own copy
     */
    public FencingFunction(OutputOwnership outputs) {
        this.outputs = outputs;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        BroadcastState<String, String> run = context.getOperatorStateStore().getBroadcastState(RUN);
        String flinkJobId = getRuntimeContext().getJobInfo().getJobId().toHexString();
        String electionId = acquire(flinkJobId, restored(run, context.getRestoredCheckpointId()));
        run.put(ELECTION_ID, electionId);
        run.put(FLINK_JOB_ID, flinkJobId);
        if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
            checkpoints = new CompletedCheckpoints(outputs, flinkJobId);
        } else {
            outputs.close();
        }
    }

    private static RestoredState restored(BroadcastState<String, String> run, OptionalLong checkpointId)
            throws Exception {
        return run.contains(ELECTION_ID)
                ? new RestoredState(run.get(FLINK_JOB_ID), run.get(ELECTION_ID), checkpointId.orElseThrow())
                : null;
    }

    private String acquire(String flinkJobId, RestoredState restored) throws Exception {
        try {
            return outputs.acquire(flinkJobId, restored);
        } catch (FencedOutException | NoElectionException e) {
            throw new SuppressRestartsException(e);
        }
    }

    @Override
    public void processElement(T record, Context context, Collector<T> out) {
        out.collect(record);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        // The state does not change.
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        if (checkpoints != null) {
            try {
                checkpoints.add(checkpointId);
            } catch (FencedOutException e) {
                throw new SuppressRestartsException(e);
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        if (checkpoints != null) {
            checkpoints.close();
        }
    }
}
