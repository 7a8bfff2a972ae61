package io.ballotstream.jobs.tally.read;

import io.ballotstream.model.Vote;

/**
 * A vote that came too late to count, as in the table {@code late_votes}.
 *
 * @param arrivedAt the record's Kafka timestamp, in epoch milliseconds
 */
public record LateVote(Vote vote, long arrivedAt) {}
