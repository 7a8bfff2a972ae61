package io.ballotstream.grafana;

import java.util.List;

/** A state of an election that the dashboards must handle, with the scripts that create it. */
enum Moment {
    NOTHING_PREPARED,
    BEFORE_THE_FIRST_VOTE("prepared.sql"),
    COUNTING("prepared.sql", "counting.sql"),
    A_MOMENT_AFTER_VOTES("prepared.sql", "counting.sql", "last-minute.sql"),
    COUNTING_IN_HALF_MINUTES("prepared.sql", "counting.sql", "half-minutes.sql"),
    COUNTING_TWO_CANDIDATES("prepared.sql", "counting.sql", "two-candidates.sql"),
    ALL_COUNTED("prepared.sql", "counting.sql", "complete.sql");

    private final List<String> scripts;

    Moment(String... scripts) {
        this.scripts = List.of(scripts);
    }

    List<String> scripts() {
        return scripts;
    }

    String databaseName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
