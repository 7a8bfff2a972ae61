package io.ballotstream.jobs.fencing;

import java.io.Serializable;

/** Where jobs claim their outputs. */
public interface RunClaims extends Serializable {
    /**
     * Claims the job's outputs for a run. Every subtask of the run may do so, at the same time and again after a
     * restart.
     *
     * @param flinkJobId which run, as Flink names it; a restart is the same run, a new submission another one
     * @param restored whose state the run starts from, or null without restored state
     * @return the claim, which is the caller's to release
     * @throws RunRefusedException if there is no election, if the state belongs to another one or is older than the
     *     outputs, if another run has taken them over, or if the run has no state and they already hold what another run
     *     wrote
     * @throws Exception if the claims cannot be reached
     */
    RunClaim claim(String flinkJobId, RestoredRun restored) throws Exception;
}
