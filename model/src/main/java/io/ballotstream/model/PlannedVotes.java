package io.ballotstream.model;

/**
 * A row of the table {@code ballot_plan}: how many voters of a location vote for a candidate.
 *
 * @param location the location's name
 * @param candidateId {@code c} and the ballot number
 * @param weight not negative; the sum of a location's weights is its number of voters
 */
public record PlannedVotes(String location, String candidateId, long weight) {}
