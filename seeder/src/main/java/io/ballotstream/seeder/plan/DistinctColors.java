package io.ballotstream.seeder.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Colors with the largest possible distance from each other, also for people who are red-, green- or blue-blind, and
 * from a white and a near-black screen. Each next color is the one of a pool with the largest distance from its
 * nearest earlier color.
 */
final class DistinctColors {
    private static final int[] LIGHTNESSES = {45, 61, 53};
    private static final int[] CHROMAS = {65, 40, 22};
    private static final int HUE_STEP = 4;
    /** The golden angle: each next hue is in the largest gap between the earlier hues. */
    private static final double HUE_ANGLE = 137.508;

    private final Set<String> taken = new HashSet<>();
    private final List<Choice> pool = new ArrayList<>();
    private double hue;

    private static final class Choice {
        private final String hex;
        private final ColorVision seen;
        private double nearest = Double.MAX_VALUE;

        Choice(String hex) {
            this.hex = hex;
            this.seen = ColorVision.of(hex);
        }
    }

    /** @param others colors that are already in use */
    DistinctColors(Collection<String> others) {
        for (int chroma : CHROMAS) {
            for (int lightness : LIGHTNESSES) {
                for (int angle = 0; angle < 360; angle += HUE_STEP) {
                    hex(lightness, chroma, angle).map(Choice::new).ifPresent(pool::add);
                }
            }
        }
        others.forEach(this::take);
    }

    /** The next color, {@code #rrggbb}. */
    String next() {
        Choice best = null;
        for (Choice choice : pool) {
            if (!taken.contains(choice.hex) && (best == null || choice.nearest > best.nearest)) {
                best = choice;
            }
        }
        String color = best != null ? best.hex : beyondThePool();
        take(color);
        return color;
    }

    private void take(String color) {
        if (taken.add(color)) {
            ColorVision other = ColorVision.of(color);
            pool.forEach(choice -> choice.nearest = Math.min(choice.nearest, choice.seen.difference(other)));
        }
    }

    /** The maximum. With hundreds of parties, later colors look alike, but are still different. */
    private String beyondThePool() {
        String color;
        do {
            hue += HUE_ANGLE;
            double lightness = LIGHTNESSES[0] + hue / HUE_ANGLE % (LIGHTNESSES[1] - LIGHTNESSES[0]);
            color = hex(lightness, 15 + hue / 360 % 10, hue % 360).orElseThrow();
        } while (taken.contains(color));
        return color;
    }

    /** A color of CIE LCh as sRGB; empty if a screen cannot show it. */
    private static Optional<String> hex(double lightness, double chroma, double angle) {
        double a = chroma * Math.cos(Math.toRadians(angle));
        double b = chroma * Math.sin(Math.toRadians(angle));
        double[] rgb = ColorVision.linearRgb(lightness, a, b);
        StringBuilder hex = new StringBuilder("#");
        for (double light : rgb) {
            if (light < 0 || light > 1) {
                return Optional.empty();
            }
            double channel = light <= 0.0031308 ? light * 12.92 : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
            hex.append(String.format(Locale.ROOT, "%02x", Math.round(channel * 255)));
        }
        return Optional.of(hex.toString());
    }
}
