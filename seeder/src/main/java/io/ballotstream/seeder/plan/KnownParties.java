package io.ballotstream.seeder.plan;

import io.ballotstream.seeder.DataFile;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The usual colors of parties, by country. A results file does not name its country, so it is the country whose parties
 * have the most votes in the file. Entries that are not parties, such as {@code Other} and {@code Independent}, are
 * grey.
 */
final class KnownParties {
    private static final String EVERYWHERE = "";

    private final Map<String, Map<String, String>> colorsByCountry = new LinkedHashMap<>();

    private KnownParties() {
        DataFile.rows("party-colors.csv")
                .forEach(row -> colorsByCountry
                        .computeIfAbsent(row.get("country"), country -> new HashMap<>())
                        .put(key(row.get("party")), row.get("color")));
    }

    static KnownParties load() {
        return new KnownParties();
    }

    /** The usual colors of the parties that have one. */
    Map<String, String> colors(Map<String, Long> votesByParty) {
        Map<String, String> best = Map.of();
        long bestVotes = 0;
        for (Map<String, String> country : colorsByCountry.values()) {
            long votes = votesByParty.entrySet().stream()
                    .filter(party -> country.containsKey(key(party.getKey())))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            if (votes > bestVotes) {
                best = country;
                bestVotes = votes;
            }
        }
        Map<String, String> colors = new HashMap<>();
        for (String party : votesByParty.keySet()) {
            String color = best.getOrDefault(
                    key(party), colorsByCountry.get(EVERYWHERE).get(key(party)));
            if (color != null) {
                colors.put(party, color);
            }
        }
        return colors;
    }

    private static String key(String party) {
        String name = party.toLowerCase(Locale.ROOT).strip();
        return name.endsWith(" party") ? name.substring(0, name.length() - " party".length()) : name;
    }
}
