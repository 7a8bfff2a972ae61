package io.ballotstream.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballotstream.grafana.Frame.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Requirements of a panel type for the results of its queries. Otherwise Grafana would show an error or nothing. */
final class PanelShape {
    private static final Pattern DATA_FIELD = Pattern.compile("\\$\\{__data\\.fields\\.(\\w+)\\}");
    private static final Pattern COLOR_COLUMN = Pattern.compile("(color|backdrop|gauge)(_\\d)?");
    private static final Pattern COLOR = Pattern.compile("#[0-9a-f]{6}");

    private final Panel panel;
    private final Map<String, Frame> frames;

    /** @param frames the results by the name of the query */
    PanelShape(Panel panel, Map<String, Frame> frames) {
        this.panel = panel;
        this.frames = frames;
    }

    void check() {
        columnsAreOfKindsThatGrafanaKnowsAndNamedOnce();
        transformationsFindTheirColumns();
        overridesAndLinksFindTheirColumns();
        colorsAreColors();
        Frame main = frames.get("A");
        switch (panel.type()) {
            case "timeseries" -> checkSeries(main);
            case "stat" -> checkStat(main);
            case "table" -> checkTable(main);
            case "bargauge", "piechart" -> checkBars(main);
            case "barchart" -> checkBarChart(main);
            case "geomap" -> checkMap(main);
            case "canvas" -> checkCanvas(main);
            default -> throw new AssertionError("There is no rule for panels of type " + panel.type() + ".");
        }
    }

    private void columnsAreOfKindsThatGrafanaKnowsAndNamedOnce() {
        frames.forEach((name, frame) -> {
            assertThat(frame.names()).as("%s %s", panel, name).doesNotHaveDuplicates();
            assertThat(frame.columns())
                    .as("%s %s", panel, name)
                    .extracting(Frame.Column::kind)
                    .doesNotContain(Kind.OTHER);
        });
    }

    private void transformationsFindTheirColumns() {
        for (JsonNode transformation : panel.transformations()) {
            JsonNode options = transformation.path("options");
            switch (transformation.path("id").asText()) {
                case "configFromData" -> {
                    assertThat(frames)
                            .as("%s", panel)
                            .containsKey(options.path("configRefId").asText());
                    assertThat(frames.get(options.path("configRefId").asText()).names())
                            .as("%s", panel)
                            .containsAll(options.path("mappings").findValuesAsText("fieldName"));
                    assertThat(frames.get("A").names()).as("%s", panel).containsAll(matched(options.path("applyTo")));
                }
                case "rowsToFields" ->
                    assertThat(frames.get("A").names())
                            .as("%s: every column is used, none becomes a label", panel)
                            .containsExactlyInAnyOrderElementsOf(
                                    options.path("mappings").findValuesAsText("fieldName"));
                case "filterFieldsByName" ->
                    assertThat(frames.get("A").names())
                            .as("%s", panel)
                            .anyMatch(regex(options.path("exclude").path("pattern"))
                                    .asPredicate());
                default -> throw new AssertionError("There is no rule for " + transformation + ".");
            }
        }
    }

    /** A pattern between slashes. Without them Grafana compares the whole name. */
    private static Pattern regex(JsonNode text) {
        assertThat(text.asText()).startsWith("/").endsWith("/");
        return Pattern.compile(text.asText().substring(1, text.asText().length() - 1));
    }

    private void overridesAndLinksFindTheirColumns() {
        for (JsonNode override : panel.overrides()) {
            assertThat(frames.get("A").names()).as("%s", panel).containsAll(matched(override.path("matcher")));
        }
        for (String url : panel.json().findValuesAsText("url")) {
            DATA_FIELD
                    .matcher(url)
                    .results()
                    .forEach(field -> assertThat(frames.get("A").names())
                            .as("%s: %s", panel, url)
                            .contains(field.group(1)));
        }
    }

    private static List<String> matched(JsonNode matcher) {
        return switch (matcher.path("id").asText()) {
            case "byName" -> List.of(matcher.path("options").asText());
            case "byNames" ->
                Panel.elements(matcher.path("options").path("names"))
                        .map(JsonNode::asText)
                        .toList();
            case "byValue" -> List.of();
            default -> throw new AssertionError("There is no rule for the matcher " + matcher + ".");
        };
    }

    private void colorsAreColors() {
        frames.forEach((name, frame) -> frame.names().stream()
                .filter(column -> COLOR_COLUMN.matcher(column).matches())
                .forEach(column -> assertThat(frame.values(column))
                        .as("%s %s", panel, column)
                        .allSatisfy(value -> assertThat(value == null
                                        || COLOR.matcher(value.toString()).matches())
                                .isTrue())));
    }

    private void checkSeries(Frame frame) {
        boolean isLong = panel.queries().get(0).format().equals("time_series");
        assertThat(frame.names().get(0)).as("%s", panel).isEqualTo("time");
        if (isLong) {
            assertThat(frame.names()).as("%s", panel).containsExactly("time", "metric", "value");
            assertThat(frame.kind("metric")).as("%s", panel).isEqualTo(Kind.TEXT);
            assertThat(frame.kind("value")).as("%s", panel).isEqualTo(Kind.NUMBER);
            assertThat(frame.values("value")).as("%s", panel).doesNotContainNull();
        } else {
            assertThat(frame.kind("time")).as("%s", panel).isEqualTo(Kind.TIME);
            checkSlots(frame);
        }
        List<Double> times = times(frame);
        assertThat(times).as("%s", panel).doesNotContainNull().isSorted();
        Set<List<Object>> points = new HashSet<>();
        for (int row = 0; row < times.size(); row++) {
            Object series = isLong ? frame.values("metric").get(row) : "";
            assertThat(points.add(List.of(times.get(row), series)))
                    .as("%s has %s twice at %s", panel, series, times.get(row))
                    .isTrue();
        }
    }

    private static List<Double> times(Frame frame) {
        List<Double> times = new ArrayList<>();
        for (Object time : frame.values("time")) {
            times.add(
                    time instanceof java.sql.Timestamp stamp
                            ? (double) stamp.toInstant().toEpochMilli()
                            : Double.valueOf(((Number) time).doubleValue()));
        }
        return times;
    }

    private void checkSlots(Frame frame) {
        for (int slot = 1; slot <= 8; slot++) {
            assertThat(frame.kind("s" + slot)).as("%s", panel).isEqualTo(Kind.NUMBER);
            assertThat(frame.kind("name_" + slot)).as("%s", panel).isEqualTo(Kind.TEXT);
            boolean hasValues = frame.values("s" + slot).stream().anyMatch(value -> value != null);
            assertThat(frame.values("name_" + slot).stream().anyMatch(value -> value != null))
                    .as("%s names slot %d when it has values", panel, slot)
                    .isEqualTo(hasValues);
            assertThat(frame.values("color_" + slot).stream().anyMatch(value -> value != null))
                    .as("%s colours slot %d when it has values", panel, slot)
                    .isEqualTo(hasValues);
        }
    }

    private void checkStat(Frame frame) {
        assertThat(frame.rows()).as("%s", panel).hasSize(1);
        String shown = panel.json()
                .path("options")
                .path("reduceOptions")
                .path("fields")
                .asText();
        Pattern pattern = Pattern.compile(shown.substring(1, shown.length() - 1));
        assertThat(frame.names()).as("%s shows %s", panel, shown).anyMatch(pattern.asPredicate());
        String unit =
                panel.json().path("fieldConfig").path("defaults").path("unit").asText();
        if (!unit.equals("string")) {
            assertThat(frame.columns())
                    .as("%s", panel)
                    .extracting(Frame.Column::kind)
                    .isSubsetOf(Kind.NUMBER, Kind.TIME);
        }
    }

    private void checkTable(Frame frame) {
        assertThat(frame.names()).as("%s", panel).hasSizeGreaterThanOrEqualTo(3);
        for (JsonNode override : panel.overrides()) {
            String cell = Panel.elements(override.path("properties"))
                    .filter(property -> property.path("id").asText().equals("custom.cellOptions"))
                    .map(property -> property.path("value").path("type").asText())
                    .findFirst()
                    .orElse("auto");
            for (String column : matched(override.path("matcher"))) {
                if (cell.equals("gauge")) {
                    assertThat(frame.kind(column)).as("%s %s", panel, column).isEqualTo(Kind.NUMBER);
                }
                if (cell.equals("image")) {
                    assertThat(frame.texts(column)).as("%s %s", panel, column).allMatch(PanelShape::isImage);
                }
            }
        }
    }

    private void checkBars(Frame frame) {
        assertThat(frame.names()).as("%s", panel).hasSize(3).contains("label", "color");
        assertThat(frame.kind(frame.names().get(1))).as("%s", panel).isEqualTo(Kind.NUMBER);
        assertThat(frame.rows()).as("%s", panel).hasSizeLessThanOrEqualTo(9);
    }

    private void checkBarChart(Frame frame) {
        String x = panel.json().path("options").path("xField").asText();
        assertThat(frame.kind(x)).as("%s", panel).isEqualTo(Kind.TEXT);
        assertThat(frame.texts(x)).as("%s", panel).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(15);
        checkSlots(frame);
    }

    private void checkMap(Frame frame) {
        JsonNode markers = Panel.elements(panel.json().path("options").path("layers"))
                .filter(layer -> layer.path("type").asText().equals("markers"))
                .findFirst()
                .orElseThrow();
        JsonNode style = markers.path("config").path("style");
        assertThat(frame.kind(markers.path("location").path("latitude").asText()))
                .isEqualTo(Kind.NUMBER);
        assertThat(frame.kind(markers.path("location").path("longitude").asText()))
                .isEqualTo(Kind.NUMBER);
        assertThat(frame.kind(style.path("size").path("field").asText())).isEqualTo(Kind.NUMBER);
        assertThat(frame.values("latitude")).as("%s", panel).doesNotContainNull();
        Frame legend = frames.get("legend");
        assertThat(legend.values("candidate_id"))
                .as("%s: each leader has a colour and a name", panel)
                .containsAll(frame.values(style.path("color").path("field").asText()));
        assertThat(panel.json().path("options").path("view").path("layer").asText())
                .isEqualTo(markers.path("name").asText());
    }

    private void checkCanvas(Frame frame) {
        JsonNode image = panel.json()
                .path("options")
                .path("root")
                .path("elements")
                .get(0)
                .path("background")
                .path("image");
        assertThat(frame.rows()).as("%s", panel).hasSize(1);
        assertThat(frame.texts(image.path("field").asText())).as("%s", panel).allMatch(PanelShape::isImage);
    }

    /** Grafana treats an address as absolute if it contains a colon and, later, a slash. */
    private static boolean isImage(String address) {
        return address.startsWith("data:image/svg+xml") && address.indexOf(":/") > 0 && !address.contains("\"");
    }
}
