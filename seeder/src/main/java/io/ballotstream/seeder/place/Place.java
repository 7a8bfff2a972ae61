package io.ballotstream.seeder.place;

/**
 * A region whose coordinates are known.
 *
 * @param code its abbreviation, as in postal addresses; null where it has none
 * @param eligibleVoters null where not known
 */
public record Place(
        String name, String code, Nationality nationality, double latitude, double longitude, Long eligibleVoters) {}
