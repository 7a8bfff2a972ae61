package io.ballotstream.jobs.tally.read;

import io.ballotstream.jobs.rejected.RejectedRecord;

/** What a record of {@code votes_topic} turned out to be: exactly one of the three is not null. */
public record VoteReading(OnTimeVote onTime, LateVote late, RejectedRecord rejected) {
    /** Refuses a reading that is not exactly one thing. */
    public VoteReading {
        if ((onTime == null ? 0 : 1) + (late == null ? 0 : 1) + (rejected == null ? 0 : 1) != 1) {
            throw new IllegalArgumentException("A record is exactly one of onTime, late and rejected");
        }
    }

    public static VoteReading onTime(String location, String candidateId, long votingTime) {
        return new VoteReading(new OnTimeVote(location, candidateId, votingTime), null, null);
    }

    public static VoteReading late(LateVote late) {
        return new VoteReading(null, late, null);
    }

    public static VoteReading rejected(RejectedRecord rejected) {
        return new VoteReading(null, null, rejected);
    }
}
