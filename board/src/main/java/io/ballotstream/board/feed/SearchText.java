package io.ballotstream.board.feed;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Text for searching: without case and accents. */
final class SearchText {
    private static final Pattern MARKS = Pattern.compile("\\p{Mn}+");

    private SearchText() {}

    static String fold(String text) {
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
        return MARKS.matcher(decomposed).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
