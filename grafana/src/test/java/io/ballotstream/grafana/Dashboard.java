package io.ballotstream.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A dashboard, parsed from its JSON file. */
record Dashboard(Path file, JsonNode json) {
    private static final Path FOLDER = Path.of("dashboards");

    /** All dashboards by file name. */
    static List<Dashboard> all() {
        ObjectMapper mapper = new ObjectMapper();
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().map(file -> read(mapper, file)).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Dashboard of(String uid) {
        return all().stream()
                .filter(dashboard -> dashboard.uid().equals(uid))
                .findFirst()
                .orElseThrow();
    }

    private static Dashboard read(ObjectMapper mapper, Path file) {
        try {
            return new Dashboard(file, mapper.readTree(file.toFile()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String uid() {
        return json.path("uid").asText();
    }

    List<Panel> panels() {
        return Panel.elements(json.path("panels"))
                .map(panel -> new Panel(uid(), panel))
                .toList();
    }

    Panel panel(String title) {
        return panels().stream()
                .filter(panel -> panel.title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    List<JsonNode> variables() {
        return Panel.elements(json.path("templating").path("list")).toList();
    }

    /** The variables that a viewer can select. */
    List<JsonNode> choices() {
        return variables().stream()
                .filter(variable -> variable.path("hide").asInt() == 0)
                .toList();
    }

    /** The hidden variables, whose values come from the data. */
    List<JsonNode> settings() {
        return variables().stream()
                .filter(variable -> variable.path("hide").asInt() != 0)
                .toList();
    }

    List<Query> choiceQueries() {
        return queries(choices());
    }

    List<Query> settingQueries() {
        return queries(settings());
    }

    private List<Query> queries(List<JsonNode> variables) {
        return variables.stream()
                .map(variable -> new Query(
                        uid() + ": variable " + variable.path("name").asText(),
                        variable.path("name").asText(),
                        "table",
                        variable.path("query").asText()))
                .toList();
    }

    List<Query> annotationQueries() {
        return Panel.elements(json.path("annotations").path("list"))
                .filter(annotation -> annotation.path("target").has("rawSql"))
                .map(annotation -> new Query(
                        uid() + ": annotation " + annotation.path("name").asText(),
                        annotation.path("target").path("refId").asText(),
                        annotation.path("target").path("format").asText(),
                        annotation.path("target").path("rawSql").asText()))
                .toList();
    }

    /** Every statement that Grafana sends when this dashboard is opened. */
    List<Query> queries() {
        return Stream.of(
                        choiceQueries().stream(),
                        settingQueries().stream(),
                        annotationQueries().stream(),
                        panels().stream().flatMap(panel -> panel.queries().stream()))
                .flatMap(queries -> queries)
                .toList();
    }

    @Override
    public String toString() {
        return uid();
    }
}
