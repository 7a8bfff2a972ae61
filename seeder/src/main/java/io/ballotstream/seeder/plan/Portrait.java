package io.ballotstream.seeder.plan;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** Draws a candidate's portrait: the initials on the candidate's colour, as a picture that needs no network. */
final class Portrait {
    private Portrait() {}

    /** A {@code data:} URI of an SVG image. */
    static String of(String name, String color) {
        String svg = String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96">\
                <rect width="96" height="96" rx="48" fill="%s"/>\
                <text x="48" y="49" fill="#fff" font-family="sans-serif" font-size="38" font-weight="600" \
                text-anchor="middle" dominant-baseline="central">%s</text></svg>""", color, escape(initials(name)));
        return "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
    }

    /** The first letters of the first and the last word, in whatever script; as they are where a word begins otherwise. */
    static String initials(String name) {
        String[] words = name.strip().split("\\s+");
        String first = firstCharacter(words[0]);
        return words.length == 1 ? first : first + firstCharacter(lastName(words));
    }

    /** The last word that is no suffix such as "Jr.". */
    private static String lastName(String[] words) {
        String last = words[words.length - 1];
        return words.length > 2 && last.endsWith(".") ? words[words.length - 2] : last;
    }

    private static String firstCharacter(String word) {
        int end = word.isEmpty() ? 0 : word.offsetByCodePoints(0, 1);
        return word.substring(0, end).toUpperCase(Locale.ROOT);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
