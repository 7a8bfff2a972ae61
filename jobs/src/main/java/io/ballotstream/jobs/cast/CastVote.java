package io.ballotstream.jobs.cast;

import io.ballotstream.model.Vote;

/**
 * A vote with what the casting job alone may know of it: whose it is.
 *
 * @param timestamp the Kafka timestamp of the voter's record, in epoch milliseconds, which the vote's record has too
 */
public record CastVote(String voterId, Vote vote, long timestamp) {}
