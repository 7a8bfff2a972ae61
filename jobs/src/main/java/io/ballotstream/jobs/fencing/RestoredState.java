package io.ballotstream.jobs.fencing;

/**
 * The checkpoint or savepoint that a run is restored from.
 *
 * @param flinkJobId Flink job id of the run that wrote it
 * @param electionId the election of that run
 * @param checkpointId number of the checkpoint or savepoint
 */
public record RestoredState(String flinkJobId, String electionId, long checkpointId) {}
