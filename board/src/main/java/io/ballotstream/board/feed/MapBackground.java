package io.ballotstream.board.feed;

import io.ballotstream.model.Location;
import java.util.List;
import java.util.Locale;

/** The background of the map. */
enum MapBackground {
    /** No location has coordinates, so there is no map. */
    NONE,
    /** The states of the US. */
    US,
    /** The outlines of countries. */
    WORLD;

    private static final double MOST = 0.9;

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The US, if at least nine of ten locations are in its bounding boxes. The page then checks the exact outline. */
    static MapBackground of(List<Location> locations) {
        List<Location> placed =
                locations.stream().filter(place -> place.latitude() != null).toList();
        if (placed.isEmpty()) {
            return NONE;
        }
        long inside = placed.stream().filter(MapBackground::isInUnitedStates).count();
        return inside >= MOST * placed.size() ? US : WORLD;
    }

    private static boolean isInUnitedStates(Location place) {
        return isIn(place, 24.3, 49.5, -125, -66.8) // the contiguous states
                || isIn(place, 51, 71.6, -180, -129) // Alaska
                || isIn(place, 18.8, 22.4, -160.4, -154.7); // Hawaii
    }

    private static boolean isIn(Location place, double south, double north, double west, double east) {
        return place.latitude() >= south
                && place.latitude() <= north
                && place.longitude() >= west
                && place.longitude() <= east;
    }
}
