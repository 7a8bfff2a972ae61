package io.ballotstream.grafana;

import com.fasterxml.jackson.databind.JsonNode;
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

    String title() {
        return json.path("title").asText();
    }

    /** A text panel shows what its file says, and asks no data source. */
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
