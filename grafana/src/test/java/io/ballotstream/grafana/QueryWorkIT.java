package io.ballotstream.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Limits the work of every statement on 50,000 location totals and a day of windows. It counts the rows that all steps
 * of PostgreSQL's plan process, including discarded ones. This number does not depend on the load of the machine.
 * 400,000 rows take about 150 ms on two cores. Reading all windows instead of using an index exceeds the limit.
 */
@ExtendWith(ElectionDatabases.Extension.class)
@Tag("slow")
class QueryWorkIT {
    private static final long BUDGET = 400_000;

    private final ElectionDatabases elections;

    QueryWorkIT(ElectionDatabases elections) {
        this.elections = elections;
    }

    private static long work(Connection connection, String sql) throws SQLException {
        Frame explained = Frame.of(connection, "EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) " + sql);
        try {
            return work(new ObjectMapper()
                    .readTree(explained.texts("QUERY PLAN").get(0))
                    .get(0)
                    .path("Plan"));
        } catch (JsonProcessingException malformed) {
            throw new AssertionError(malformed);
        }
    }

    private static long work(JsonNode step) {
        double rows = step.path("Actual Rows").asDouble()
                + step.path("Rows Removed by Filter").asDouble()
                + step.path("Rows Removed by Join Filter").asDouble();
        return Math.round(rows * step.path("Actual Loops").asDouble())
                + Panel.elements(step.path("Plans"))
                        .mapToLong(QueryWorkIT::work)
                        .sum();
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 4000})
    void everyStatementStaysWithinItsBudget(int candidates) throws SQLException {
        List<VariableValue> all = List.of(
                VariableValue.all("location", "'all'", List.of()), VariableValue.all("party", "'all'", List.of()));
        int statements = 0;
        try (Connection connection = elections.readerOfLargeElection(candidates)) {
            for (Dashboard dashboard : Dashboard.all()) {
                for (Query query : dashboard.queries()) {
                    for (TimeRange range : List.of(TimeRange.lastQuarterOfAnHour(), TimeRange.lastSixHours())) {
                        assertThat(work(connection, query.sql(all, range)))
                                .as("%s", query)
                                .isNotNegative()
                                .isLessThan(BUDGET);
                    }
                    statements++;
                }
            }
        }
        assertThat(statements).isGreaterThan(40);
    }

    @Test
    void aStatementThatReadsEveryWindowIsFound() throws SQLException {
        try (Connection connection = elections.readerOfLargeElection(4000)) {
            assertThat(work(
                            connection,
                            "SELECT candidate_id, sum(votes) FROM votes_per_candidate WHERE votes > 0 GROUP BY 1"))
                    .isGreaterThan(BUDGET);
        }
    }
}
