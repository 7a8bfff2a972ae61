package io.ballotstream.seeder.place;

/**
 * A region whose coordinates are known.
 *
 * @param name in English, as in addresses
 * @param code its abbreviation in postal addresses; null if it has none
 * @param nationality of the people there
 * @param latitude degrees north
 * @param longitude degrees east
 * @param eligibleVoters null if not known
 */
public record Place(
        String name, String code, Nationality nationality, double latitude, double longitude, Long eligibleVoters) {}
