package io.ballotstream.results;

/**
 * Where votes were cast.
 *
 * @param latitude degrees from -90 to 90; null, like the longitude, where the file does not know it
 * @param longitude degrees from -180 to 180
 * @param seats how many seats whoever wins the location wins, at least 1: the weight of the location
 */
public record ResultsLocation(String location, Double latitude, Double longitude, int seats) {
    /** A location with one seat, which is what a file says that has no seats. */
    public ResultsLocation(String location, Double latitude, Double longitude) {
        this(location, latitude, longitude, 1);
    }
}
