package io.ballotstream.cli.screen;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size of a terminal.
 *
 * @param columns characters per line, from 1
 * @param rows lines, from 1
 */
public record TerminalSize(int columns, int rows) {
    /** The default size of terminals since the VT100. */
    public static final TerminalSize USUAL = new TerminalSize(80, 24);

    private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("(\\d{1,5}) (\\d{1,5})");

    /** Parses the output of {@code stty size}; empty if it is invalid, or if a side is zero, as on a serial line. */
    static Optional<TerminalSize> parse(String rowsAndColumns) {
        Matcher numbers = ROWS_AND_COLUMNS.matcher(rowsAndColumns.strip());
        if (!numbers.matches()) {
            return Optional.empty();
        }
        int rows = Integer.parseInt(numbers.group(1));
        int columns = Integer.parseInt(numbers.group(2));
        return rows == 0 || columns == 0 ? Optional.empty() : Optional.of(new TerminalSize(columns, rows));
    }
}
