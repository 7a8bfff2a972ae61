package io.ballotstream.jobs.cast;

import io.ballotstream.jobs.kafka.RawRecord;

/**
 * A vote on its way to where it is seen whether the voter has voted already.
 *
 * @param page of the {@link PollBook}, where that is seen
 * @param record where the vote came from, for a rejection; without its key
 */
public record Ballot(CastVote vote, int page, RawRecord record) {}
