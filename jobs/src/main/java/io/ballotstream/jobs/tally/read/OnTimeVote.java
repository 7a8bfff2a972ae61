package io.ballotstream.jobs.tally.read;

/**
 * A vote that counts.
 *
 * @param location where the vote was cast
 * @param candidateId the chosen candidate
 * @param votingTime epoch milliseconds
 */
public record OnTimeVote(String location, String candidateId, long votingTime) {}
