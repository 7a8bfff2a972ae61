package io.ballotstream.results;

/**
 * Where votes were cast.
 *
 * @param latitude degrees from -90 to 90; null, like the longitude, where the file does not know it
 * @param longitude degrees from -180 to 180
 */
public record ResultsLocation(String location, Double latitude, Double longitude) {
    boolean hasCoordinates() {
        return latitude != null;
    }
}
