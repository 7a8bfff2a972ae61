package io.ballotstream.audit;

/**
 * Makes names from files and tables safe to print: text in any script stays as it is, but nothing in it can begin a new
 * line or steer a terminal.
 */
final class Printable {
    private Printable() {}

    static String text(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (Character.isISOControl(c)
                    || Character.getType(c) == Character.LINE_SEPARATOR
                    || Character.getType(c) == Character.PARAGRAPH_SEPARATOR) {
                printable.append("\\u%04x".formatted(c));
            } else {
                printable.appendCodePoint(c);
            }
        });
        return printable.toString();
    }
}
