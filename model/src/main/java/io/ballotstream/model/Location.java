package io.ballotstream.model;

import java.io.Serializable;

/**
 * A place where people vote.
 *
 * @param location the name, which identifies it
 * @param latitude degrees from -90 to 90, or null if unknown
 * @param longitude degrees from -180 to 180; null if and only if the latitude is
 * @param eligibleVoters number of eligible or of registered voters, whichever is known, or null
 * @param seats number of seats that the winner of the location gets, at least 1
 */
public record Location(String location, Double latitude, Double longitude, Long eligibleVoters, int seats)
        implements Serializable {
    /**
     * A location with one seat.
     *
     * @param location the name, which identifies it
     * @param latitude degrees from -90 to 90, or null if unknown
     * @param longitude degrees from -180 to 180; null if and only if the latitude is
     * @param eligibleVoters number of eligible or of registered voters, whichever is known, or null
     */
    public Location(String location, Double latitude, Double longitude, Long eligibleVoters) {
        this(location, latitude, longitude, eligibleVoters, 1);
    }
}
