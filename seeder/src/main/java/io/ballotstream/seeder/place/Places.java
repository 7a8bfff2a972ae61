package io.ballotstream.seeder.place;

import io.ballotstream.seeder.DataFile;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;

/**
 * The bundled table of regions with their coordinates, by nationality.
 */
public final class Places {
    private static final Map<Nationality, String> FILES =
            Map.of(Nationality.US, "us-states.csv", Nationality.GB, "gb-regions.csv");

    private final Map<Nationality, List<Place>> byNationality = new EnumMap<>(Nationality.class);
    private final Map<String, Place> byName = new HashMap<>();
    private final Map<String, Place> byCode = new HashMap<>();

    private Places() {
        for (Nationality nationality : Nationality.values()) {
            String file = FILES.get(nationality);
            List<Place> places = file == null
                    ? List.of()
                    : DataFile.rows(file).stream()
                            .map(line -> place(nationality, line))
                            .toList();
            byNationality.put(nationality, places);
            places.forEach(place -> byName.putIfAbsent(place.name(), place));
            places.stream()
                    .filter(place -> place.code() != null)
                    .forEach(place -> byCode.putIfAbsent(place.code(), place));
        }
    }

    /**
     * Reads the table.
     *
     * @return all known regions
     */
    public static Places load() {
        return new Places();
    }

    /**
     * The regions of a country.
     *
     * @param nationality the country
     * @return in the order of the table; empty if none are known
     */
    public List<Place> of(Nationality nationality) {
        return byNationality.get(nationality);
    }

    /**
     * Finds a region by name.
     *
     * @param name of the region, in English
     * @return the first region with this name
     */
    public Optional<Place> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * Finds a region by code.
     *
     * @param code abbreviation in postal addresses
     * @return the first region with this code
     */
    public Optional<Place> coded(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    private static Place place(Nationality nationality, CSVRecord line) {
        String eligible = optional(line, "eligible_voters");
        return new Place(
                line.get("name"),
                optional(line, "code"),
                nationality,
                Double.parseDouble(line.get("latitude")),
                Double.parseDouble(line.get("longitude")),
                eligible == null ? null : Long.valueOf(eligible));
    }

    private static String optional(CSVRecord line, String column) {
        return line.isMapped(column) && !line.get(column).isEmpty() ? line.get(column) : null;
    }
}
