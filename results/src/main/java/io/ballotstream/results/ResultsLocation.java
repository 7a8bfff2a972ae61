package io.ballotstream.results;

/**
 * A location in a results file.
 *
 * @param location the name, as in the file
 * @param latitude degrees from -90 to 90, or null if the file has none
 * @param longitude degrees from -180 to 180; null if and only if the latitude is
 * @param seats number of seats that the winner of the location gets, at least 1
 */
public record ResultsLocation(String location, Double latitude, Double longitude, int seats) {
    /**
     * A location with one seat, the default.
     *
     * @param location the name, as in the file
     * @param latitude degrees from -90 to 90, or null if the file has none
     * @param longitude degrees from -180 to 180; null if and only if the latitude is
     */
    public ResultsLocation(String location, Double latitude, Double longitude) {
        this(location, latitude, longitude, 1);
    }
}
