package io.ballotstream.model;

import java.io.Serializable;

/**
 * A place where people vote.
 *
 * @param latitude degrees from -90 to 90; null, like the longitude, where it is not known
 * @param longitude degrees from -180 to 180
 * @param eligibleVoters null where it is not known
 */
public record Location(String location, Double latitude, Double longitude, Long eligibleVoters)
        implements Serializable {}
