package io.ballotstream.seeder.plan;

/**
 * Where votes are cast.
 *
 * @param latitude null, like the longitude, where not known
 * @param eligibleVoters null where not known
 */
public record VotingLocation(String name, Double latitude, Double longitude, Long eligibleVoters) {}
