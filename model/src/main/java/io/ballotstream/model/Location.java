package io.ballotstream.model;

import java.io.Serializable;

/**
 * A place where people vote.
 *
 * @param latitude degrees from -90 to 90; null, like the longitude, where it is not known
 * @param longitude degrees from -180 to 180
 * @param eligibleVoters eligible or registered voters, whichever is known; null where neither is
 * @param seats how many seats whoever wins the location wins, at least 1: the weight of the location
 */
public record Location(String location, Double latitude, Double longitude, Long eligibleVoters, int seats)
        implements Serializable {
    /** A location with one seat. */
    public Location(String location, Double latitude, Double longitude, Long eligibleVoters) {
        this(location, latitude, longitude, eligibleVoters, 1);
    }
}
