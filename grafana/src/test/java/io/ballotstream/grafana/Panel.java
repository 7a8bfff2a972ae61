package io.ballotstream.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A panel of a dashboard. */
record Panel(String dashboard, JsonNode json) {

    int id() {
        return json.path("id").asInt();
    }

    String type() {
        return json.path("type").asText();
    }

    /** The title, without the text that a variable adds after a colon; empty for the banner. */
    String title() {
        return json.path("title").asText().replaceFirst(": \\$\\w+$", "");
    }

    /** Whether it is a text panel, which sends no queries. */
    boolean showsData() {
        return !type().equals("text");
    }

    List<Query> queries() {
        return elements(json.path("targets"))
                .filter(target -> target.has("rawSql"))
                .map(target -> new Query(
                        this + " " + target.path("refId").asText(),
                        target.path("refId").asText(),
                        target.path("format").asText(),
                        target.path("rawSql").asText()))
                .toList();
    }

    List<JsonNode> transformations() {
        return elements(json.path("transformations")).toList();
    }

    /** The minimum widths of the columns of a table, in pixels. Each visible column must have one. */
    int columnWidths() {
        int widths = 0;
        for (JsonNode override : overrides()) {
            String column = override.path("matcher").path("options").asText();
            if (property(override, "custom.hideFrom.viz").asBoolean()) {
                continue;
            }
            JsonNode width = property(override, "custom.width");
            int pixels = width.asInt(property(override, "custom.minWidth").asInt());
            if (pixels <= 0) {
                throw new IllegalStateException(this + ": the column " + column + " has no width.");
            }
            widths += pixels;
        }
        return widths;
    }

    private static JsonNode property(JsonNode override, String id) {
        return elements(override.path("properties"))
                .filter(property -> property.path("id").asText().equals(id))
                .map(property -> property.path("value"))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    List<JsonNode> overrides() {
        return elements(json.path("fieldConfig").path("overrides")).toList();
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    @Override
    public String toString() {
        return dashboard + ": " + title();
    }
}
