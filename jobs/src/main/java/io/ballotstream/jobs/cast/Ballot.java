package io.ballotstream.jobs.cast;

import io.ballotstream.jobs.kafka.RawRecord;

/**
 * A vote before deduplication.
 *
 * @param vote the vote of the voter
 * @param bucket the voter's bucket in the {@link PollBook}
 * @param record the voter's record without its key, in case the voter is a duplicate
 */
public record Ballot(CastVote vote, int bucket, RawRecord record) {}
