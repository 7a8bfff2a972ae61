package io.ballotstream.board.feed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes CSV (RFC 4180) to memory. Text that a spreadsheet would interpret as a formula gets a leading apostrophe. */
final class CsvTable {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180;
    private static final String FORMULA_STARTS = "=+-@\t\r\n|%";

    private final StringBuilder text = new StringBuilder();
    private final CSVPrinter printer;

    CsvTable(String... header) {
        try {
            printer = new CSVPrinter(text, FORMAT);
            printer.printRecord((Object[]) header);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Adds a row of texts, numbers, instants, booleans and nulls. */
    void row(Object... cells) {
        try {
            for (Object cell : cells) {
                printer.print(cell(cell));
            }
            printer.println();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Object cell(Object value) {
        if (value instanceof String string) {
            return neutral(string);
        } else if (value instanceof Double number) {
            return JsonWriter.Rounded.of(number);
        } else if (value instanceof Instant instant) {
            return JsonWriter.Rounded.of(instant);
        }
        return value;
    }

    private static String neutral(String string) {
        return !string.isEmpty() && FORMULA_STARTS.indexOf(string.charAt(0)) >= 0 ? "'" + string : string;
    }

    /** The CSV as UTF-8. */
    byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
