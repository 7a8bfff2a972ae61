package io.ballotstream.jobs.fencing;

import io.ballotstream.store.NoElectionException;
import java.io.Serializable;

/** Says which run owns a job's outputs. The newest run that acquires them fences out every older one. */
public interface OutputOwnership extends Serializable {
    /**
     * Makes a run the owner of the outputs. Every subtask of the run may call it, at the same time and again after a
     * restart.
     *
     * @param flinkJobId the run, as Flink names it; a restart is the same run, a new submission another one
     * @param restored what the run is restored from, or null if it starts without state
     * @return the id of the election that the outputs belong to
     * @throws FencedOutException if the state belongs to another election or is older than the outputs, if another run
     *     owns them by now, or if the run has no state and they already hold what another run wrote
     * @throws NoElectionException if there is no election
     * @throws Exception if the owner cannot be read or written
     */
    String acquire(String flinkJobId, RestoredState restored) throws Exception;

    /**
     * Records the run's newest completed checkpoint, which is also its heartbeat.
     *
     * @throws FencedOutException if another run owns the outputs by now
     * @throws Exception if it cannot be recorded
     */
    void checkpointCompleted(String flinkJobId, long checkpointId) throws Exception;

    /** Releases resources such as a connection; the run keeps the outputs. */
    void close() throws Exception;
}
