package io.ballotstream.jobs.tally.read;

import io.ballotstream.model.Vote;

/**
 * A late vote, which does not count, as in the table {@code late_votes}.
 *
 * @param vote the vote
 * @param arrivedAt the record's Kafka timestamp, in epoch milliseconds
 */
public record LateVote(Vote vote, long arrivedAt) {}
