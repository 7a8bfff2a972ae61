package io.ballotstream.jobs.tally.read;

/**
 * A vote that counts.
 *
 * @param votingTime epoch milliseconds
 */
public record OnTimeVote(String location, String candidateId, long votingTime) {}
