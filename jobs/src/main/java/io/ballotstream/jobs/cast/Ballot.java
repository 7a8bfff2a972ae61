package io.ballotstream.jobs.cast;

import io.ballotstream.jobs.kafka.RawRecord;

/**
 * A ballot in flight: a vote before it is known whether its voter is a duplicate.
 *
 * @param bucket the voter's in the {@link PollBook}
 * @param record where the vote came from, for a rejection; without its key
 */
public record Ballot(CastVote vote, int bucket, RawRecord record) {}
