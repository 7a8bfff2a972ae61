package io.ballotstream.jobs.fencing;

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
 * Lets records pass only in a run that owns the job's outputs. It stands right behind the source, so that each subtask
 * has made sure of its claim before the first record moves.
 *
 * <p>A refused run fails for good, and so does one whose outputs another run has claimed since. The state says which run
 * of which election wrote it, each subtask has a copy: a union list would do as well, but Flink takes no checkpoint of one
 * while some of its subtasks have come to the end of their input.
 */
public final class RunGuard<T> extends ProcessFunction<T, T> implements CheckpointedFunction, CheckpointListener {
    private static final MapStateDescriptor<String, String> RUN =
            new MapStateDescriptor<>("run", Types.STRING, Types.STRING);
    private static final String ELECTION_ID = "election_id";
    private static final String FLINK_JOB_ID = "flink_job_id";

    private final RunClaims claims;
    private transient CheckpointLog checkpoints;

    /** @param claims where the outputs are claimed */
    public RunGuard(RunClaims claims) {
        this.claims = claims;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        BroadcastState<String, String> run = context.getOperatorStateStore().getBroadcastState(RUN);
        String flinkJobId = getRuntimeContext().getJobInfo().getJobId().toHexString();
        RunClaim claim = claim(flinkJobId, restored(run, context.getRestoredCheckpointId()));
        run.put(ELECTION_ID, claim.electionId());
        run.put(FLINK_JOB_ID, flinkJobId);
        if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
            checkpoints = new CheckpointLog(claim);
        } else {
            claim.release();
        }
    }

    private static RestoredRun restored(BroadcastState<String, String> run, OptionalLong checkpointId)
            throws Exception {
        return run.contains(ELECTION_ID)
                ? new RestoredRun(run.get(FLINK_JOB_ID), run.get(ELECTION_ID), checkpointId.orElseThrow())
                : null;
    }

    private RunClaim claim(String flinkJobId, RestoredRun restored) throws Exception {
        try {
            return claims.claim(flinkJobId, restored);
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
            try {
                checkpoints.completed(checkpointId);
            } catch (RunRefusedException e) {
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
