package io.ballotstream.jobs;

import io.ballotstream.jobs.fencing.RestoredRun;
import io.ballotstream.jobs.fencing.RunClaim;
import io.ballotstream.jobs.fencing.RunClaims;

/** Grants every claim. */
public record FreeClaims() implements RunClaims {
    @Override
    public RunClaim claim(String flinkJobId, RestoredRun restored) {
        return new RunClaim() {
            @Override
            public String electionId() {
                return "election-1";
            }

            @Override
            public void checkpointCompleted(long checkpointId) {}

            @Override
            public void release() {}
        };
    }
}
