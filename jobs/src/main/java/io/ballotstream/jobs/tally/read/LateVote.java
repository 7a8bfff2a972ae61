package io.ballotstream.jobs.tally.read;

import io.ballotstream.model.VoteId;

/**
 * A vote that came too late to count, as in the table {@code late_votes}.
 *
 * @param votingTime epoch milliseconds
 * @param arrivedAt the record's Kafka timestamp, in epoch milliseconds
 */
public record LateVote(VoteId voteId, String candidateId, String location, long votingTime, long arrivedAt) {}
