package io.ballotstream.seeder.plan;

/** How many voters of a location vote for a candidate. */
public record PlannedVotes(String location, String candidateId, long weight) {}
