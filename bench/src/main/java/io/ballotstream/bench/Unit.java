package io.ballotstream.bench;

import java.util.Locale;

/** The unit of a figure. */
enum Unit {
    BALLOTS_PER_SECOND("%,.0f ballots/s"),
    VOTES_PER_SECOND("%,.0f votes/s"),
    ROWS_PER_SECOND("%,.0f rows/s"),
    RATIO("%.2f"),
    MILLISECONDS("%,.0f ms"),
    SECONDS("%.1f s"),
    MEBIBYTES("%,.1f MiB"),
    NUMBER("%,.0f");

    private final String format;

    Unit(String format) {
        this.format = format;
    }

    String text(double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
