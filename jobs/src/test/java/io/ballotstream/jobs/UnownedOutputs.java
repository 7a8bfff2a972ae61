package io.ballotstream.jobs;

import io.ballotstream.jobs.fencing.OutputOwnership;
import io.ballotstream.jobs.fencing.RestoredState;

/** Outputs that every run may acquire. */
public record UnownedOutputs() implements OutputOwnership {
    @Override
    public String acquire(String flinkJobId, RestoredState restored) {
        return "election-1";
    }

    @Override
    public void checkpointCompleted(String flinkJobId, long checkpointId) {}

    @Override
    public void close() {}
}
