package io.ballotstream.jobs.fencing;

/**
 * The checkpoint or savepoint that a run is restored from.
 *
 * @param flinkJobId the run that wrote it, as Flink names it
 * @param electionId the election that the run was part of
 * @param checkpointId the number of the checkpoint or savepoint
 */
public record RestoredState(String flinkJobId, String electionId, long checkpointId) {}
