package io.ballotstream.seeder.place;

/**
 * A region whose coordinates are known.
 *
 * @param code its abbreviation in postal addresses; null if it has none
 * @param eligibleVoters null if not known
 */
public record Place(
        String name, String code, Nationality nationality, double latitude, double longitude, Long eligibleVoters) {}
