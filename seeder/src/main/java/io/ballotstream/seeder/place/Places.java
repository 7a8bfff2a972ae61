package io.ballotstream.seeder.place;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * The project's own table of regions with their coordinates, by nationality; it comes with the program, so that it is
 * there wherever the program runs.
 */
public final class Places {
    private static final Map<Nationality, String> FILES =
            Map.of(Nationality.US, "us-states.csv", Nationality.GB, "gb-regions.csv");
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

    private final Map<Nationality, List<Place>> byNationality = new EnumMap<>(Nationality.class);
    private final Map<String, Place> byName = new HashMap<>();
    private final Map<String, Place> byCode = new HashMap<>();

    private Places() {
        for (Nationality nationality : Nationality.values()) {
            String file = FILES.get(nationality);
            List<Place> places = file == null ? List.of() : read(nationality, file);
            byNationality.put(nationality, places);
            places.forEach(place -> byName.putIfAbsent(place.name(), place));
            places.stream()
                    .filter(place -> place.code() != null)
                    .forEach(place -> byCode.putIfAbsent(place.code(), place));
        }
    }

    /** Reads the table. */
    public static Places load() {
        return new Places();
    }

    /** The regions of a country, in the table's order; empty where none are known. */
    public List<Place> of(Nationality nationality) {
        return byNationality.get(nationality);
    }

    /** The region of this name. */
    public Optional<Place> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The region of this code. */
    public Optional<Place> coded(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    private static List<Place> read(Nationality nationality, String file) {
        try (Reader reader = new InputStreamReader(
                        Places.class.getResourceAsStream("/data/" + file), StandardCharsets.UTF_8);
                var records = FORMAT.parse(reader)) {
            return records.stream().map(line -> place(nationality, line)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The program's own file " + file + " cannot be read.", e);
        }
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
