package io.ballotstream.jobs.cast;

import io.ballotstream.model.Vote;

/**
 * A vote together with its voter, whom only the casting job knows.
 *
 * @param voterId the voter
 * @param vote the vote
 * @param timestamp Kafka timestamp of the voter's record, in epoch milliseconds; the vote's record gets the same
 */
public record CastVote(String voterId, Vote vote, long timestamp) {}
