package io.ballotstream.model;

/**
 * A row of the table {@code ballot_plan}: how many voters of a location vote for a candidate.
 *
 * @param weight not negative; the weights of a location sum up to its number of voters
 */
public record PlannedVotes(String location, String candidateId, long weight) {}
