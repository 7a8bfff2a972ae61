package io.ballotstream.jobs.fencing;

import io.ballotstream.store.NoElectionException;
import java.io.Serializable;

/** Manages which run owns a job's outputs. A run that acquires the outputs fences out all older runs. */
public interface OutputOwnership extends Serializable {
    /**
     * Makes a run the owner of the outputs. Idempotent: every subtask of the run calls it, concurrently and after each
     * restart.
     *
     * @param flinkJobId the run's Flink job id; it stays the same after a restart, but not after another submission
     * @param restored the restored state, or null if the run starts without state
     * @return the id of the election
     * @throws FencedOutException if the state belongs to another election, if it is older than the outputs, if another
     *     run has acquired the outputs, or if the run has no state although the outputs contain rows of another run
     * @throws NoElectionException if there is no election
     * @throws Exception if the owner cannot be read or written
     */
    String acquire(String flinkJobId, RestoredState restored) throws Exception;

    /**
     * Records the run's newest completed checkpoint, which is also its heartbeat.
     *
     * @param flinkJobId the run's Flink job id
     * @param checkpointId number of the checkpoint
     * @throws FencedOutException if another run has acquired the outputs
     * @throws Exception if it cannot be recorded
     */
    void checkpointCompleted(String flinkJobId, long checkpointId) throws Exception;

    /**
     * Releases resources such as a connection. The run still owns the outputs.
     *
     * @throws Exception if a resource cannot be released
     */
    void close() throws Exception;
}
