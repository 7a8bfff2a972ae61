package io.ballotstream.jobs.run;

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
 * Lets records pass only in a run that owns the job's outputs. It stands right behind the source, so that each subtask
 * has made sure of its claim before the first record moves.
 *
 * <p>A refused run fails for good. The state holds the election's id, each subtask a copy of it: a union list would do
 * as well, but Flink takes no checkpoint of one while some of its subtasks have come to the end of their input.
 */
public final class RunGuard<T> extends ProcessFunction<T, T> implements CheckpointedFunction, CheckpointListener {
    private static final MapStateDescriptor<String, String> ELECTION =
            new MapStateDescriptor<>("election", Types.STRING, Types.STRING);
    private static final String ID = "election_id";

    private final RunClaims claims;
    private transient CheckpointLog checkpoints;

    /** @param claims where the outputs are claimed */
    public RunGuard(RunClaims claims) {
        this.claims = claims;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        BroadcastState<String, String> election =
                context.getOperatorStateStore().getBroadcastState(ELECTION);
        RunClaim claim = claim(election.get(ID));
        election.put(ID, claim.electionId());
        if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
            checkpoints = new CheckpointLog(claim);
        } else {
            claim.release();
        }
    }

    private RunClaim claim(String restoredElectionId) throws Exception {
        try {
            return claims.claim(getRuntimeContext().getJobInfo().getJobId().toHexString(), restoredElectionId);
        } catch (RunRefusedException e) {
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
            checkpoints.completed(checkpointId);
        }
    }

    @Override
    public void close() throws InterruptedException {
        if (checkpoints != null) {
            checkpoints.close();
        }
    }
}
