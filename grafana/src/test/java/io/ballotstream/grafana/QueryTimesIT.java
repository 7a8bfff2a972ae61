package io.ballotstream.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Measures every statement on 50,000 location totals and a day of windows, with everything selected, and prints the
 * medians. It runs only with the property {@code ballotstream.query.times}, because it needs a quiet machine. {@link
 * QueryWorkIT} is part of every build.
 */
@EnabledIfSystemProperty(named = "ballotstream.query.times", matches = "true")
@ExtendWith(ElectionDatabases.Extension.class)
class QueryTimesIT {
    private static final Duration BUDGET = Duration.ofMillis(200);
    private static final int RUNS = 9;

    private final ElectionDatabases elections;

    QueryTimesIT(ElectionDatabases elections) {
        this.elections = elections;
    }

    private record Timing(Query query, Duration median, int rows) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%5d ms %6d rows  %s", median.toMillis(), rows, query.origin());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 4000})
    void everyStatementStaysWithinItsBudget(int candidates) throws SQLException {
        List<VariableValue> all = List.of(
                VariableValue.all("location", "'all'", List.of()), VariableValue.all("party", "'all'", List.of()));
        List<Timing> timings = new ArrayList<>();
        try (Connection connection = elections.readerOfLargeElection(candidates)) {
            for (Dashboard dashboard : Dashboard.all()) {
                for (Query query : dashboard.queries()) {
                    timings.add(measure(connection, query, query.sql(all, TimeRange.lastSixHours())));
                }
            }
        }
        timings.sort(Comparator.comparing(Timing::median).reversed());
        System.out.println("Medians with " + candidates + " candidates:");
        timings.forEach(System.out::println);

        assertThat(timings)
                .hasSizeGreaterThan(40)
                .allSatisfy(
                        timing -> assertThat(timing.median()).as("%s", timing).isLessThan(BUDGET));
    }

    private static Timing measure(Connection connection, Query query, String sql) throws SQLException {
        List<Duration> durations = new ArrayList<>();
        int rows = 0;
        for (int run = 0; run < RUNS; run++) {
            long start = System.nanoTime();
            rows = Frame.of(connection, sql).rows().size();
            durations.add(Duration.ofNanos(System.nanoTime() - start));
        }
        durations.sort(Comparator.naturalOrder());
        return new Timing(query, durations.get(RUNS / 2), rows);
    }
}
