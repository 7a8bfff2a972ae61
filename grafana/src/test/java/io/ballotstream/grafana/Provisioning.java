package io.ballotstream.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** The provisioning files of Grafana, parsed as YAML. */
final class Provisioning {
    static final Path DATA_SOURCES = Path.of("provisioning", "datasources", "ballotstream.yaml");
    static final Path PROVIDERS = Path.of("provisioning", "dashboards", "ballotstream.yaml");

    static final Path COMPOSE = Path.of("..", "docker-compose.yml");

    private Provisioning() {}

    /** Each data source as type and uid, separated by a space. */
    static List<String> dataSources() {
        return Panel.elements(read(DATA_SOURCES).path("datasources"))
                .map(source ->
                        source.path("type").asText() + " " + source.path("uid").asText())
                .toList();
    }

    static JsonNode read(Path file) {
        try {
            return new YAMLMapper().readTree(file.toFile());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
