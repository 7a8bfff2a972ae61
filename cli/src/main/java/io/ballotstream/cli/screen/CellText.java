package io.ballotstream.cli.screen;

import org.jline.utils.WCWidth;

/**
 * Measures text in terminal cells: a Chinese character takes two cells, a combining mark none.
 *
 * <p>Text cannot control the terminal: control characters are replaced by the replacement character, and right-to-left
 * text is isolated, so that it does not reorder its surroundings.
 */
final class CellText {
    private static final int REPLACEMENT = 0xFFFD;
    private static final String ELLIPSIS = "…";
    private static final String FIRST_STRONG_ISOLATE = "\u2068";
    private static final String POP_ISOLATE = "\u2069";

    private CellText() {}

    /** The number of cells of the text in the form of {@link #fit}. */
    static int width(String text) {
        return text.codePoints().map(CellText::harmless).map(CellText::cells).sum();
    }

    /** The text in exactly the given number of cells: padded with blanks, or truncated with an ellipsis. */
    static String fit(String text, int cells) {
        int used = width(text);
        String shown = used <= cells ? clean(text, cells) : clean(text, cells - 1) + (cells > 0 ? ELLIPSIS : "");
        int taken = used <= cells ? used : width(shown);
        return isolated(shown) + " ".repeat(Math.max(0, cells - taken));
    }

    /** The same, padded on the left. */
    static String fitRight(String text, int cells) {
        int used = width(text);
        return used >= cells ? fit(text, cells) : " ".repeat(cells - used) + fit(text, used);
    }

    /** The beginning of the text that fits into the cells. Combining marks stay with their character. */
    private static String clean(String text, int cells) {
        StringBuilder shown = new StringBuilder(text.length());
        int used = 0;
        for (int index = 0; index < text.length(); ) {
            int character = text.codePointAt(index);
            index += Character.charCount(character);
            character = harmless(character);
            used += cells(character);
            if (used > cells) {
                break;
            }
            shown.appendCodePoint(character);
        }
        return shown.toString();
    }

    private static int harmless(int character) {
        boolean overridesDirection = character >= 0x202A && character <= 0x202E;
        return Character.isISOControl(character) || overridesDirection ? REPLACEMENT : character;
    }

    private static int cells(int character) {
        return Character.getType(character) == Character.FORMAT ? 0 : Math.max(0, WCWidth.wcwidth(character));
    }

    private static String isolated(String text) {
        boolean rightToLeft = text.codePoints().anyMatch(CellText::isRightToLeft);
        return rightToLeft ? FIRST_STRONG_ISOLATE + text + POP_ISOLATE : text;
    }

    private static boolean isRightToLeft(int character) {
        byte direction = Character.getDirectionality(character);
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }
}
