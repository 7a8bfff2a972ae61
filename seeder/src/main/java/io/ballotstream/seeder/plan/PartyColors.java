package io.ballotstream.seeder.plan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Gives every candidate a colour, in ballot order: well-known parties their usual one, the others one of a palette that
 * stays apart on a dark and on a light screen, further ones a hue of their own. Candidates of one party share its colour
 * unless they run against each other.
 */
final class PartyColors {
    private static final Map<String, String> USUAL = Map.of(
            "democratic", "#3b82f6",
            "republican", "#e0383e",
            "libertarian", "#f2c230",
            "green", "#3fa34d",
            "other", "#8c939d");
    private static final List<String> PALETTE = List.of(
            "#f28c28", "#14a89a", "#9b5de5", "#e65f9c", "#5bb8e8", "#8d6e4f", "#9ccc3c", "#5c62d6", "#f4877a",
            "#2e7d8c", "#c48bd9", "#b59a1c");
    /** The golden angle: each next hue falls into the largest gap between the hues before it. */
    private static final double HUE_STEP = 0.381966;

    private static final double SATURATION = 0.62;

    private final Map<String, String> byParty = new HashMap<>();
    private final Map<String, Set<String>> takenByLocation = new HashMap<>();
    private final Set<String> taken = new HashSet<>(USUAL.values());
    private int nextInPalette;
    private double hue;
    private int hues;

    /** The colour of the next candidate on the ballot, who stands in these locations. */
    String next(String party, Set<String> locations) {
        String color = byParty.computeIfAbsent(party, this::forNewParty);
        if (locations.stream().anyMatch(location -> takenIn(location).contains(color))) {
            return take(unused(), locations);
        }
        return take(color, locations);
    }

    private String take(String color, Set<String> locations) {
        locations.forEach(location -> takenIn(location).add(color));
        return color;
    }

    private Set<String> takenIn(String location) {
        return takenByLocation.computeIfAbsent(location, name -> new HashSet<>());
    }

    private String forNewParty(String party) {
        String name = party.toLowerCase(Locale.ROOT);
        String usual = USUAL.get(name.endsWith(" party") ? name.substring(0, name.length() - " party".length()) : name);
        return usual != null ? usual : unused();
    }

    private String unused() {
        String color;
        do {
            color = nextInPalette < PALETTE.size() ? PALETTE.get(nextInPalette++) : nextHue();
        } while (!taken.add(color));
        return color;
    }

    private String nextHue() {
        hue = (hue + HUE_STEP) % 1;
        hues++;
        // A little darker each time, so that thousands of colours can differ.
        double brightness = 0.92 - hues % 40 * 0.01;
        return String.format(
                Locale.ROOT, "#%02x%02x%02x", channel(brightness, 5), channel(brightness, 3), channel(brightness, 1));
    }

    /** Red, green or blue of the present hue: the usual formula for HSV, where the offset tells which. */
    private int channel(double brightness, int offset) {
        double k = (offset + hue * 6) % 6;
        double value = brightness - brightness * SATURATION * Math.max(0, Math.min(1, Math.min(k, 4 - k)));
        return (int) Math.round(value * 255);
    }
}
