package io.ballotstream.jobs.fencing;

/** A run's right to its outputs. */
public interface RunClaim {
    /** The election that the run is part of. */
    String electionId();

    /**
     * Writes down the newest completed checkpoint, for others to see that the job goes on.
     *
     * @throws RunRefusedException if another run owns the outputs by now
     */
    void checkpointCompleted(long checkpointId) throws Exception;

    /** Lets go of what the claim holds, such as a connection; the outputs stay claimed. */
    void release() throws Exception;
}
