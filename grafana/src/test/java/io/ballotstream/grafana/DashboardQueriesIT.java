package io.ballotstream.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.grafana.Frame.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs every statement of every dashboard with the role that Grafana uses. */
@ExtendWith(ElectionDatabases.Extension.class)
class DashboardQueriesIT {
    private final ElectionDatabases elections;

    DashboardQueriesIT(ElectionDatabases elections) {
        this.elections = elections;
    }

    /** Selections of a variable: all and, if there are options, one, a name with a quote, several, and every option. */
    private static List<List<VariableValue>> choices(Connection connection, Dashboard dashboard) throws SQLException {
        List<List<VariableValue>> choices = new ArrayList<>();
        Map<String, List<String>> options = new HashMap<>();
        for (Query query : dashboard.choiceQueries()) {
            options.put(query.refId(), Frame.of(connection, query.rawSql()).texts("__value"));
        }
        choices.add(options.keySet().stream()
                .map(name -> VariableValue.all(name, "'all'", options.get(name)))
                .toList());
        if (options.values().stream().anyMatch(List::isEmpty)) {
            return choices;
        }
        for (int count : List.of(1, 3, Integer.MAX_VALUE)) {
            choices.add(options.keySet().stream()
                    .map(name -> VariableValue.many(
                            name, options.get(name).stream().limit(count).toList()))
                    .toList());
        }
        choices.add(options.keySet().stream()
                .map(name -> VariableValue.many(name, List.of("O'Brien", "$__timeFilter", "a,b", "서울")))
                .toList());
        return choices;
    }

    @ParameterizedTest
    @EnumSource
    void everyPanelGetsWhatItsTypeNeeds(Moment moment) throws SQLException {
        try (Connection connection = elections.reader(moment)) {
            for (Dashboard dashboard : Dashboard.all()) {
                for (List<VariableValue> choice : choices(connection, dashboard)) {
                    for (TimeRange range : List.of(TimeRange.lastQuarterOfAnHour(), TimeRange.lastDay())) {
                        checkPanels(connection, dashboard, choice, range);
                    }
                }
            }
        }
    }

    @Test
    @Tag("slow")
    void everyPanelGetsWhatItsTypeNeedsOfFourThousandCandidates() throws SQLException {
        try (Connection connection = elections.readerOfLargeElection(4000)) {
            for (Dashboard dashboard : Dashboard.all()) {
                checkPanels(
                        connection, dashboard, choices(connection, dashboard).get(0), TimeRange.lastQuarterOfAnHour());
            }
        }
    }

    private static void checkPanels(
            Connection connection, Dashboard dashboard, List<VariableValue> choice, TimeRange range)
            throws SQLException {
        for (Panel panel : dashboard.panels()) {
            Map<String, Frame> frames = new HashMap<>();
            for (Query query : panel.queries()) {
                frames.put(query.refId(), Frame.of(connection, query.sql(choice, range)));
            }
            if (!frames.isEmpty()) {
                new PanelShape(panel, frames).check();
            }
        }
    }

    @Test
    void everyPanelButTheBannerAsksForSomething() {
        for (String uid : List.of("election-night", "turnout-by-location", "pipeline-health")) {
            assertThat(Dashboard.of(uid).panels())
                    .as(uid)
                    .filteredOn(Panel::showsData)
                    .hasSizeGreaterThanOrEqualTo(10)
                    .allSatisfy(panel -> assertThat(panel.queries()).isNotEmpty());
        }
    }

    @ParameterizedTest
    @EnumSource
    void variablesHaveATextAndAValueForEachOption(Moment moment) throws SQLException {
        try (Connection connection = elections.reader(moment)) {
            List<Query> queries = Dashboard.of("turnout-by-location").choiceQueries();
            assertThat(queries).hasSize(2);
            for (Query query : queries) {
                Frame frame = Frame.of(connection, query.sql(List.of(), TimeRange.lastQuarterOfAnHour()));
                assertThat(frame.names()).containsExactly("__text", "__value");
                assertThat(frame.texts("__text")).doesNotHaveDuplicates();
                assertThat(frame.texts("__value"))
                        .as("no value contains syntax")
                        .allMatch(value -> value.matches("[0-9a-f]{32}"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void settingsHaveOneText(Moment moment) throws SQLException {
        try (Connection connection = elections.reader(moment)) {
            int settings = 0;
            for (Dashboard dashboard : Dashboard.all()) {
                for (Query query : dashboard.settingQueries()) {
                    Frame frame = Frame.of(connection, query.sql(List.of(), TimeRange.lastDay()));
                    assertThat(frame.columns()).as("%s", query).hasSize(1);
                    assertThat(frame.rows()).as("%s", query).hasSize(1);
                    assertThat(frame.texts(query.refId()).get(0))
                            .as("%s", query)
                            .matches(query.refId().equals("charted") ? "[1-9]\\d*m" : ".*locations?.*");
                    settings++;
                }
            }
            assertThat(settings).isEqualTo(6);
        }
    }

    @ParameterizedTest
    @EnumSource
    void annotationsHaveATimeAndAText(Moment moment) throws SQLException {
        try (Connection connection = elections.reader(moment)) {
            List<Query> queries = Dashboard.of("election-night").annotationQueries();
            assertThat(queries).hasSize(1);
            Frame frame = Frame.of(connection, queries.get(0).sql(List.of(), TimeRange.lastDay()));
            assertThat(frame.names()).containsExactly("time", "text");
            assertThat(frame.kind("time")).isEqualTo(Kind.TIME);
            assertThat(frame.kind("text")).isEqualTo(Kind.TEXT);
        }
    }

    @Test
    void aCandidateHasOneColourOnEveryPanel() throws SQLException {
        Map<String, String> byLabel = new HashMap<>();
        Map<String, String> byId = new HashMap<>();
        Map<String, String> backdrops = new HashMap<>();
        try (Connection connection = elections.reader(Moment.COUNTING)) {
            Frame legend = Frame.of(connection, "SELECT candidate_id, label, color, backdrop FROM legend");
            legend.rows().forEach(row -> {
                backdrops.put((String) row.get(0), (String) row.get(3));
                byId.put((String) row.get(0), (String) row.get(2));
                byLabel.put((String) row.get(1), (String) row.get(2));
            });
            Frame.of(connection, "SELECT label, color FROM party_marks")
                    .rows()
                    .forEach(row -> byLabel.put((String) row.get(0), (String) row.get(1)));
            int compared = 0;
            for (Dashboard dashboard : Dashboard.all()) {
                for (Panel panel : dashboard.panels()) {
                    for (Query query : panel.queries()) {
                        Frame frame = Frame.of(
                                connection,
                                query.sql(choices(connection, dashboard).get(0), TimeRange.lastQuarterOfAnHour()));
                        compared += compare(frame, "label", "color", byLabel);
                        compared += compare(frame, "candidate_id", "color", byId);
                        compared += compare(frame, "Candidate", "gauge", byId);
                        compared += compare(frame, "Leading", "gauge", byId);
                        compared += compare(frame, "Leading", "backdrop", backdrops);
                        compared += compare(frame, "Candidate", "backdrop", backdrops);
                        for (int slot = 1; slot <= 8; slot++) {
                            compared += compare(frame, "name_" + slot, "color_" + slot, byLabel);
                        }
                    }
                }
            }
            assertThat(compared).isGreaterThan(50);
        }
    }

    private static int compare(Frame frame, String key, String color, Map<String, String> expected) {
        if (!frame.names().contains(key) || !frame.names().contains(color)) {
            return 0;
        }
        int compared = 0;
        for (int row = 0; row < frame.rows().size(); row++) {
            Object name = frame.values(key).get(row);
            if (name != null && !name.equals("All others")) {
                assertThat(frame.values(color).get(row)).as("%s", name).isEqualTo(expected.get(name));
                compared++;
            }
        }
        return compared;
    }

    @Test
    void theReaderMaySeeNeitherVotersNorVotesNorTheSalt() throws SQLException {
        try (Connection connection = elections.reader(Moment.COUNTING)) {
            for (String forbidden : List.of(
                    "SELECT voter_id FROM voters",
                    "SELECT vote_id FROM votes",
                    "SELECT salt FROM election",
                    "SELECT weight FROM ballot_plan",
                    "SELECT payload FROM rejected_records")) {
                assertThatThrownBy(() -> Frame.of(connection, forbidden))
                        .as(forbidden)
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    void aPanelThatMissesAColumnIsFound() throws SQLException {
        Panel panel = Dashboard.of("election-night").panel("Standings");
        try (Connection connection = elections.reader(Moment.COUNTING)) {
            Frame lacking = Frame.of(connection, """
                    SELECT 1 AS "Rank", 'x' AS "Candidate", 2 AS "Votes", 1 AS "Share", 'y' AS label, '#000000' AS backdrop,
                           '#000000' AS gauge
                    """);
            PanelShape shape = new PanelShape(panel, Map.of("A", lacking));

            assertThatThrownBy(shape::check).isInstanceOf(AssertionError.class).hasMessageContaining("Portrait");
        }
    }

    @Test
    void aSeriesOutOfOrderIsFound() throws SQLException {
        Panel panel = Dashboard.of("pipeline-health").panel("Late votes");
        try (Connection connection = elections.reader(Moment.COUNTING)) {
            Frame disorderly = Frame.of(
                    connection, "SELECT t AS time, 'x' AS metric, 1.0 AS value FROM (VALUES (2), (1)) AS times (t)");
            PanelShape shape = new PanelShape(panel, Map.of("A", disorderly));

            assertThatThrownBy(shape::check).isInstanceOf(AssertionError.class).hasMessageContaining("Late votes");
        }
    }
}
