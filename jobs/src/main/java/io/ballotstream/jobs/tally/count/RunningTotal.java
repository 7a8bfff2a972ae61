package io.ballotstream.jobs.tally.count;

/**
 * A total in keyed state.
 *
 * @param votes counted so far
 * @param asOf the greatest voting time counted, in epoch milliseconds
 */
public record RunningTotal(long votes, long asOf) {
    RunningTotal plus(long moreVotes, long newestVote) {
        return new RunningTotal(votes + moreVotes, Math.max(asOf, newestVote));
    }
}
