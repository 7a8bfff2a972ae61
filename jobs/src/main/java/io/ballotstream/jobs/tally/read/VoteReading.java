package io.ballotstream.jobs.tally.read;

import io.ballotstream.jobs.rejected.RejectedRecord;

/**
 * The decision about a record of {@code votes_topic}. Exactly one component is not null.
 *
 * @param onTime a vote that counts
 * @param late a late vote
 * @param rejected an invalid record
 */
public record VoteReading(OnTimeVote onTime, LateVote late, RejectedRecord rejected) {
    /** Requires exactly one component. */
    public VoteReading {
        if ((onTime == null ? 0 : 1) + (late == null ? 0 : 1) + (rejected == null ? 0 : 1) != 1) {
            throw new IllegalArgumentException("Exactly one of onTime, late and rejected must be given");
        }
    }

    /**
     * A vote that counts.
     *
     * @param location where the vote was cast
     * @param candidateId the chosen candidate
     * @param votingTime epoch milliseconds
     * @return the decision
     */
    public static VoteReading onTime(String location, String candidateId, long votingTime) {
        return new VoteReading(new OnTimeVote(location, candidateId, votingTime), null, null);
    }

    /**
     * A late vote.
     *
     * @param late the vote
     * @return the decision
     */
    public static VoteReading late(LateVote late) {
        return new VoteReading(null, late, null);
    }

    /**
     * An invalid record.
     *
     * @param rejected the rejection
     * @return the decision
     */
    public static VoteReading rejected(RejectedRecord rejected) {
        return new VoteReading(null, null, rejected);
    }
}
