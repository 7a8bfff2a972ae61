package io.ballotstream.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardStructureTest {
    private static final int GRID_COLUMNS = 24;
    // Grafana's grid, in pixels.
    private static final int GAP = 8;
    private static final int MENU = 300;
    private static final int PAGE_MARGINS = 40;
    private static final int PANEL_MARGINS_AND_SCROLLBAR = 26;
    /** The value of GF_DASHBOARDS_MIN_REFRESH_INTERVAL. */
    private static final Duration SHORTEST_REFRESH = Duration.ofSeconds(1);

    private static final Pattern LINK = Pattern.compile("/d/([a-z-]+)(?:\\?(.*))?");

    static List<Dashboard> dashboards() {
        return Dashboard.all();
    }

    static Stream<Panel> panels() {
        return dashboards().stream().flatMap(dashboard -> dashboard.panels().stream());
    }

    @Test
    void dashboardsAreTheOnesPeopleLinkTo() {
        assertThat(dashboards())
                .extracting(Dashboard::uid)
                .containsExactly("election-night", "flink", "pipeline-health", "seats", "turnout-by-location");
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void fileIsClassicJsonOfThisSchemaNamedByItsUidAndNotEditable(Dashboard dashboard) {
        assertThat(dashboard.json().has("id")).isTrue();
        assertThat(dashboard.json().get("id").isNull()).isTrue();
        assertThat(dashboard.json().get("schemaVersion").asInt()).isEqualTo(42);
        assertThat(dashboard.json().get("editable").isBoolean()).isTrue();
        assertThat(dashboard.json().get("editable").asBoolean()).isFalse();
        assertThat(dashboard.file().getFileName()).hasToString(dashboard.uid() + ".json");
        assertThat(dashboard.json().path("title").asText()).isNotBlank();
        assertThat(dashboard.json().path("description").asText()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void refreshIsNeverBelowTheConfiguredMinimum(Dashboard dashboard) {
        List<String> intervals = new ArrayList<>();
        intervals.add(dashboard.json().path("refresh").asText());
        dashboard.json().path("timepicker").path("refresh_intervals").forEach(node -> intervals.add(node.asText()));

        assertThat(intervals)
                .hasSizeGreaterThan(1)
                .allSatisfy(interval -> assertThat(Intervals.parse(interval)).isGreaterThanOrEqualTo(SHORTEST_REFRESH));
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void panelsHaveIdsOfTheirOwn(Dashboard dashboard) {
        assertThat(dashboard.panels()).isNotEmpty().extracting(Panel::id).doesNotHaveDuplicates();
        assertThat(dashboard.panels()).extracting(Panel::title).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void panelsShareTheGridWithoutOverlap(Dashboard dashboard) {
        Set<List<Integer>> taken = new HashSet<>();
        for (Panel panel : dashboard.panels()) {
            JsonNode place = panel.json().path("gridPos");
            int left = place.path("x").asInt(-1);
            int top = place.path("y").asInt(-1);
            int right = left + place.path("w").asInt();
            int bottom = top + place.path("h").asInt();
            assertThat(left).as("%s", panel).isNotNegative().isLessThan(right);
            assertThat(top).as("%s", panel).isNotNegative().isLessThan(bottom);
            assertThat(right).as("%s", panel).isLessThanOrEqualTo(GRID_COLUMNS);
            for (int x = left; x < right; x++) {
                for (int y = top; y < bottom; y++) {
                    assertThat(taken.add(List.of(x, y)))
                            .as("%s overlaps at column %d, row %d", panel, x, y)
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void saysFirstOfAllThatItIsARehearsal(Dashboard dashboard) {
        Panel first = dashboard.panels().get(0);

        assertThat(first.type()).isEqualTo("text");
        assertThat(first.json().path("options").path("content").asText()).contains("REHEARSAL", "simulated");
        assertThat(first.json().path("gridPos").path("y").asInt()).isZero();
        assertThat(first.json().path("gridPos").path("w").asInt()).isEqualTo(GRID_COLUMNS);
        // A title would use the space of the text.
        assertThat(first.title()).isEmpty();
        assertThat(first.json().path("transparent").asBoolean()).isTrue();
        assertThat(first.json().path("gridPos").path("h").asInt()).isGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("panels")
    void panelHasTitleDescriptionAndUnit(Panel panel) {
        if (panel.showsData()) {
            assertThat(panel.title()).isNotBlank();
            assertThat(panel.json().path("description").asText()).isNotBlank();
            assertThat(panel.json()
                            .path("fieldConfig")
                            .path("defaults")
                            .path("unit")
                            .asText())
                    .isNotBlank();
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyDataSourceIsOneThatIsProvisioned(Dashboard dashboard) {
        List<String> references = dashboard.json().findValues("datasource").stream()
                .map(source ->
                        source.path("type").asText() + " " + source.path("uid").asText())
                .distinct()
                .filter(reference -> !reference.equals("grafana -- Grafana --"))
                .toList();

        assertThat(references).isNotEmpty().isSubsetOf(Provisioning.dataSources());
    }

    @Test
    void onlyTheFlinkDashboardNeedsPrometheus() {
        assertThat(dashboards())
                .filteredOn(
                        dashboard -> dashboard.json().findValuesAsText("type").contains("prometheus"))
                .extracting(Dashboard::uid)
                .containsExactly("flink");
    }

    @ParameterizedTest
    @MethodSource("panels")
    void theTallysWindowsAreTheSmallestStepAndNoNumberHere(Panel panel) {
        assertThat(panel.json().has("interval")).isFalse();
        assertThat(panel.queries())
                .allSatisfy(query -> assertThat(query.rawSql()).doesNotContain("$__timeGroup", "10000", "10s"));
    }

    @ParameterizedTest
    @MethodSource("panels")
    void panelAsksWithNamedQueriesOfAKnownFormat(Panel panel) {
        List<String> names = panel.json().findValuesAsText("refId");

        assertThat(names).doesNotHaveDuplicates();
        assertThat(names.isEmpty()).isEqualTo(!panel.showsData());
        assertThat(panel.queries())
                .allSatisfy(query -> assertThat(query.format()).isIn("table", "time_series"));
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void linksLeadToDashboardsThatThereAreAndToVariablesTheyHave(Dashboard dashboard) {
        List<String> links = dashboard.json().findValuesAsText("url");

        assertThat(links).hasSizeGreaterThanOrEqualTo(3);
        for (String link : links) {
            Matcher parts = LINK.matcher(link);
            assertThat(parts.matches()).as(link).isTrue();
            List<String> variables = Dashboard.of(parts.group(1)).variables().stream()
                    .map(variable -> "var-" + variable.path("name").asText())
                    .toList();
            if (parts.group(2) != null) {
                assertThat(parts.group(2).split("&"))
                        .filteredOn(parameter -> parameter.startsWith("var-"))
                        .allSatisfy(parameter ->
                                assertThat(variables).contains(parameter.split("=")[0]));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void annotationsAreDrawnOnPanelsThatThereAre(Dashboard dashboard) {
        List<Integer> ids = dashboard.panels().stream().map(Panel::id).toList();

        Panel.elements(dashboard.json().path("annotations").path("list"))
                .flatMap(annotation -> Panel.elements(annotation.path("filter").path("ids")))
                .forEach(id -> assertThat(ids).contains(id.asInt()));
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void variablesOfManyValuesHaveATextForAllThatDoesNotGrowWithThem(Dashboard dashboard) {
        assertThat(dashboard.choices()).allSatisfy(variable -> {
            assertThat(variable.path("multi").asBoolean()).isTrue();
            assertThat(variable.path("includeAll").asBoolean()).isTrue();
            assertThat(variable.path("allValue").asText()).isEqualTo("'all'");
            assertThat(variable.path("label").asText()).isNotBlank();
            assertThat(variable.path("description").asText()).isNotBlank();
        });
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void settingsAreHiddenAndStayOutOfLinks(Dashboard dashboard) {
        assertThat(dashboard.settings()).allSatisfy(variable -> {
            assertThat(variable.path("hide").asInt()).isEqualTo(2);
            assertThat(variable.path("skipUrlSync").asBoolean()).isTrue();
            assertThat(variable.path("multi").asBoolean()).isFalse();
            assertThat(dashboard.json().path("panels").toString())
                    .contains("$" + variable.path("name").asText());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"election-night", "turnout-by-location", "pipeline-health", "seats"})
    void chartsBeginWhereVotingBegan(String uid) {
        Dashboard dashboard = Dashboard.of(uid);

        // The limit of the tables in QueryWorkIT.
        assertThat(dashboard.json().path("time").path("from").asText()).isEqualTo("now-6h");
        assertThat(dashboard.panels())
                .filteredOn(panel -> panel.type().equals("timeseries"))
                .isNotEmpty()
                .allSatisfy(panel ->
                        assertThat(panel.json().path("timeFrom").asText()).isEqualTo("$charted"));
        assertThat(dashboard.settings())
                .filteredOn(variable -> variable.path("name").asText().equals("charted"))
                .singleElement()
                // Queried again at every refresh.
                .satisfies(
                        variable -> assertThat(variable.path("refresh").asInt()).isEqualTo(2));
    }

    @ParameterizedTest
    @MethodSource("panelsWithBars")
    void barsBeginAtZero(Panel panel) {
        assertThat(panel.json().path("fieldConfig").path("defaults").path("min").asDouble(-1))
                .isZero();
    }

    static Stream<Panel> panelsWithBars() {
        return panels().filter(panel -> panel.type().startsWith("bar")
                || panel.json()
                        .path("fieldConfig")
                        .path("defaults")
                        .path("custom")
                        .path("drawStyle")
                        .asText()
                        .equals("bars"));
    }

    @ParameterizedTest
    @MethodSource("stats")
    void namesOfNumbersStandAboveThemSoThatTheNumbersCanBeLarge(Panel panel) {
        assertThat(panel.json().path("options").path("wideLayout").asBoolean(true))
                .isFalse();
    }

    static Stream<Panel> stats() {
        return panels().filter(panel -> panel.type().equals("stat"));
    }

    /** With a width of 1600 pixels and Grafana's menu open. */
    @ParameterizedTest
    @MethodSource("tables")
    void columnsOfATableFitALaptop(Panel panel) {
        assertThat(panel.columnWidths()).isLessThanOrEqualTo(innerWidth(panel, 1600 - MENU));
    }

    static Stream<Panel> tables() {
        return panels().filter(panel -> panel.type().equals("table"));
    }

    private static int innerWidth(Panel panel, int page) {
        int columns = panel.json().path("gridPos").path("w").asInt();
        int column = (page - PAGE_MARGINS - (GRID_COLUMNS - 1) * GAP) / GRID_COLUMNS;
        return columns * column + (columns - 1) * GAP - PANEL_MARGINS_AND_SCROLLBAR;
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void nobodyIsCalledWinner(Dashboard dashboard) {
        List<String> texts = new ArrayList<>(dashboard.json().findValuesAsText("title"));
        texts.addAll(dashboard.json().findValuesAsText("description"));
        texts.addAll(dashboard.json().findValuesAsText("rawSql"));
        texts.addAll(dashboard.json().findValuesAsText("content"));

        assertThat(texts)
                .isNotEmpty()
                .noneMatch(text -> text.toLowerCase(java.util.Locale.ROOT)
                        .matches("(?s).*\\b(winner|winning|wins|won|elected)\\b.*"));
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void nothingIsFetchedFromTheInternet(Dashboard dashboard) {
        assertThat(dashboard.json().toString()).doesNotContain("http://", "https://");
        assertThat(dashboard.json().findValuesAsText("type"))
                .doesNotContain("default", "osm-standard", "carto", "xyz", "esri-xyz");
    }
}
