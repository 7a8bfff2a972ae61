package io.ballotstream.jobs.tally.count;

/**
 * Votes counted so far, as keyed state.
 *
 * @param asOf the greatest voting time counted, in epoch milliseconds
 */
public record RunningTotal(long votes, long asOf) {
    RunningTotal plus(long moreVotes, long newestVote) {
        return new RunningTotal(votes + moreVotes, Math.max(asOf, newestVote));
    }
}
