package io.ballotstream.jobs.cast;

import io.ballotstream.jobs.RawRecord;

/**
 * A vote on its way to where it is seen whether the voter has voted already.
 *
 * @param record where the vote came from, for a rejection; without its key
 */
public record Ballot(CastVote vote, RawRecord record) {
    /** Where in the {@link PollBook} it is seen. */
    int page() {
        return PollBook.pageOf(vote.vote().voteId());
    }
}
