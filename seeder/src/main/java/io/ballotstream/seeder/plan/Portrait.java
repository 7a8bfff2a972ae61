package io.ballotstream.seeder.plan;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/**
 * Draws the portrait of a candidate: the initials on the candidate's colour. The URL of a photograph would make the
 * browser of each viewer send a request to another server.
 */
final class Portrait {
    /** The luminance of a colour on which white has a contrast of 3 to 1, the minimum for large letters. */
    private static final double BRIGHTEST_FOR_WHITE = 0.3;

    private Portrait() {}

    /** A {@code data:} URI of an SVG image. */
    static String of(String name, String color) {
        String svg = String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96">\
                <rect width="96" height="96" rx="48" fill="%s"/>\
                <text x="48" y="49" fill="%s" font-family="sans-serif" font-size="38" font-weight="600" \
                text-anchor="middle" dominant-baseline="central">%s</text></svg>""", color, ink(color), escape(initials(name)));
        return "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
    }

    /** White or black, whichever is readable in large letters on the color. */
    static String ink(String color) {
        return luminance(color) <= BRIGHTEST_FOR_WHITE ? "#ffffff" : "#000000";
    }

    /** Relative luminance as WCAG defines it, 0 (black) to 1 (white), of a colour such as {@code #3b82f6}. */
    static double luminance(String color) {
        return 0.2126 * light(color, 1) + 0.7152 * light(color, 3) + 0.0722 * light(color, 5);
    }

    /** The linear light of the channel whose two digits begin at the offset, 0 to 1. */
    static double light(String color, int offset) {
        double channel = Integer.parseInt(color.substring(offset, offset + 2), 16) / 255.0;
        return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }

    /** The first letters of the first and the last word, in any script. */
    static String initials(String name) {
        String[] words = name.strip().split("\\s+");
        String first = firstCharacter(words[0]);
        return words.length == 1 ? first : first + firstCharacter(lastName(words));
    }

    /** The last word that is not a suffix such as "Jr.". */
    private static String lastName(String[] words) {
        String last = words[words.length - 1];
        return words.length > 2 && last.endsWith(".") ? words[words.length - 2] : last;
    }

    private static String firstCharacter(String word) {
        int end = word.isEmpty() ? 0 : word.offsetByCodePoints(0, 1);
        return word.substring(0, end).toUpperCase(Locale.ROOT);
    }

    private static String escape(String text) {
        // XML cannot represent control characters.
        return text.replaceAll("\\p{Cntrl}", "\u00b7")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
