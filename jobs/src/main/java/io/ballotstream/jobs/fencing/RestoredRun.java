package io.ballotstream.jobs.fencing;

/**
 * The run that wrote the state from which another one, or itself after a restart, starts.
 *
 * @param flinkJobId the run, as Flink names it
 * @param electionId the election that it was part of
 * @param checkpointId the checkpoint or savepoint
 */
public record RestoredRun(String flinkJobId, String electionId, long checkpointId) {}
