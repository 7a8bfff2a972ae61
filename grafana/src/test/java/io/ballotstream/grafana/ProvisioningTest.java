package io.ballotstream.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballotstream.store.Schema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProvisioningTest {

    @Test
    void dataSourcesHaveFixedUids() {
        assertThat(Provisioning.dataSources())
                .containsExactly(
                        "grafana-postgresql-datasource ballotstream-postgresql", "prometheus ballotstream-prometheus");
    }

    @Test
    void postgresIsReadAsTheReaderRoleWithAPasswordFromAFile() {
        JsonNode postgres =
                Provisioning.read(Provisioning.DATA_SOURCES).path("datasources").get(0);

        assertThat(postgres.path("user").asText()).isEqualTo(Schema.READER);
        assertThat(postgres.path("secureJsonData").path("password").asText())
                .isEqualTo("$__file{/run/secrets/reader/password}");
        assertThat(postgres.path("jsonData").path("database").asText()).isEqualTo("ballotstream");
        assertThat(postgres.has("database")).isFalse();
        assertThat(postgres.path("url").asText()).isEqualTo("$BALLOTSTREAM_POSTGRES_HOST");
    }

    @Test
    void grafanaOpensFewerConnectionsThanTheReaderRoleMayHold() {
        JsonNode settings = Provisioning.read(Provisioning.DATA_SOURCES)
                .path("datasources")
                .get(0)
                .path("jsonData");

        assertThat(settings.path("maxOpenConns").asInt()).isPositive().isLessThan(20);
        assertThat(settings.path("maxIdleConns").asInt())
                .isEqualTo(settings.path("maxOpenConns").asInt());
    }

    @Test
    void nothingCanBeEditedInTheBrowser() {
        assertThat(Provisioning.read(Provisioning.DATA_SOURCES).path("datasources"))
                .allSatisfy(source ->
                        assertThat(source.path("editable").asBoolean(true)).isFalse());
        assertThat(Provisioning.read(Provisioning.PROVIDERS).path("providers")).allSatisfy(provider -> {
            assertThat(provider.path("allowUiUpdates").asBoolean(true)).isFalse();
            assertThat(provider.path("disableDeletion").asBoolean()).isTrue();
            assertThat(provider.path("options").path("path").asText())
                    .isEqualTo("/var/lib/grafana/dashboards/ballotstream");
        });
    }

    @Test
    void everyImageHasAFullVersion() {
        assertThat(Provisioning.read(Provisioning.COMPOSE).findValuesAsText("image"))
                .filteredOn(image -> !image.startsWith("ballotstream:"))
                .hasSizeGreaterThan(3)
                .allMatch(image -> image.matches("[a-z/]+:v?[0-9]+\\.[0-9]+(\\.[0-9]+)?"));
    }

    @Test
    void dashboardsReachNeitherKafkaNorFlinkNorZooKeeper() {
        JsonNode services = Provisioning.read(Provisioning.COMPOSE).path("services");
        for (String dashboard : List.of("grafana", "board")) {
            for (String hidden : List.of("kafka", "zookeeper", "jobmanager", "taskmanager", "publish")) {
                assertThat(networks(services.path(dashboard)))
                        .as("%s and %s", dashboard, hidden)
                        .isNotEmpty()
                        .doesNotContainAnyElementsOf(networks(services.path(hidden)));
            }
        }
        assertThat(networks(services.path("prometheus")))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(networks(services.path("kafka")))
                .doesNotContainAnyElementsOf(networks(services.path("zookeeper")))
                .doesNotContainAnyElementsOf(networks(services.path("postgres")));
    }

    /** Otherwise no JobManager may lead after an outage: docs/known-issues.md, CURATOR-724. */
    @Test
    void zooKeeperKeepsEmptyContainerNodes() {
        assertThat(Provisioning.read(Provisioning.COMPOSE)
                        .path("services")
                        .path("zookeeper")
                        .path("command")
                        .asText())
                .contains(" -Dznode.container.checkIntervalMs=" + Integer.MAX_VALUE + " ");
    }

    /** Its listeners require no login. */
    @Test
    void onlyBrokersAreOnTheNetworkOfTheBrokers() {
        List<String> members = new ArrayList<>();
        JsonNode services = Provisioning.read(Provisioning.COMPOSE).path("services");
        services.fieldNames().forEachRemaining(name -> {
            if (networks(services.path(name)).contains("brokers")) {
                members.add(name);
            }
        });

        assertThat(members).containsExactly("kafka", "kafka-2", "kafka-3");
    }

    /** A list of names, or an object with the names as its fields. */
    private static List<String> networks(JsonNode service) {
        List<String> names = new ArrayList<>();
        JsonNode networks = service.path("networks");
        networks.fieldNames().forEachRemaining(names::add);
        networks.forEach(network -> {
            if (network.isTextual()) {
                names.add(network.asText());
            }
        });
        return names;
    }

    @Test
    void composeProvidesEverythingThatProvisioningNames() {
        JsonNode grafana =
                Provisioning.read(Provisioning.COMPOSE).path("services").path("grafana");
        JsonNode environment = grafana.path("environment");

        assertThat(environment.path("GF_DASHBOARDS_MIN_REFRESH_INTERVAL").asText())
                .isEqualTo("1s");
        assertThat(environment.path("GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH").asText())
                .isEqualTo("/var/lib/grafana/dashboards/ballotstream/election-night.json");
        assertThat(environment.path("GF_AUTH_ANONYMOUS_ORG_ROLE").asText()).isEqualTo("Viewer");
        for (String variable :
                List.of("BALLOTSTREAM_POSTGRES_HOST", "BALLOTSTREAM_POSTGRES_SSLMODE", "BALLOTSTREAM_PROMETHEUS_URL")) {
            assertThat(environment.path(variable).asText()).as(variable).isNotBlank();
        }
        assertThat(grafana.path("volumes"))
                .extracting(JsonNode::asText)
                .contains(
                        "./grafana/provisioning:/etc/grafana/provisioning:ro",
                        "./grafana/dashboards:/var/lib/grafana/dashboards/ballotstream:ro",
                        "secret-reader:/run/secrets/reader:ro");
    }

    @Test
    void votingBeginsWhenGrafanaCanShowItAndLastsLongEnoughToBeWatched() {
        JsonNode publish =
                Provisioning.read(Provisioning.COMPOSE).path("services").path("publish");

        assertThat(publish.path("depends_on").path("grafana").path("condition").asText())
                .isEqualTo("service_healthy");
        // The default election has 158,430 voters and takes ten minutes.
        assertThat(publish.path("command").asText()).endsWith("${PUBLISH_OPTIONS:---rate 260}");
    }

    @Test
    void theSubmitStepIsToldTheOptionsOfTheTally() throws Exception {
        JsonNode submit =
                Provisioning.read(Provisioning.COMPOSE).path("services").path("submit");

        assertThat(submit.path("environment").path("TALLY_OPTIONS").asText()).isEqualTo("${TALLY_OPTIONS:-}");
        assertThat(Files.readString(Path.of("../docker/submit-jobs")))
                .contains("io.ballotstream.jobs.tally.VoteTallyJob ${TALLY_OPTIONS:-}");
    }

    @Test
    void dashboardsAreCheckedAgainstTheGrafanaThatRuns() throws Exception {
        String image = Provisioning.read(Provisioning.COMPOSE)
                .path("services")
                .path("grafana")
                .path("image")
                .asText();

        assertThat(Files.readString(Path.of("check-panel-options")))
                .contains("const VERSION = '" + image.substring("grafana/grafana:".length()) + "'");
    }

    @Test
    void environmentVariablesHaveNoBraces() throws Exception {
        assertThat(Files.readString(Provisioning.DATA_SOURCES)).doesNotContain("${");
    }
}
