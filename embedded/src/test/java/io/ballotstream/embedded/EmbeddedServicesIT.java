package io.ballotstream.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServicesIT {

    @TempDir
    Path parent;

    @Test
    void bothServicesAnswer() throws Exception {
        try (RunDirectory run = RunDirectory.temporaryIn(parent);
                EmbeddedServices services = EmbeddedServices.start(run)) {
            assertThat(EmbeddedPostgresServerIT.value(services.postgres().database(), "SELECT 1"))
                    .isEqualTo("1");
            try (Admin admin = Admin.create(Map.of(
                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, services.kafka().bootstrapServers()))) {
                assertThat(admin.describeCluster().nodes().get()).hasSize(1);
            }
        }
    }

    @Test
    void closeDuringTheStartLeavesNothingBehind() throws Exception {
        RunDirectory run = RunDirectory.temporaryIn(parent);
        EmbeddedServices services = EmbeddedServices.start(run);

        services.close();
        services.close();
        run.close();

        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void postgresIsStoppedIfKafkaFails() throws Exception {
        try (RunDirectory run = RunDirectory.temporaryIn(parent)) {
            Path taken = Files.createFile(run.path().resolve("kafka"));
            EmbeddedServices services = EmbeddedServices.start(run);
            assertThatThrownBy(services::kafka)
                    .isInstanceOf(ServiceStartException.class)
                    .hasMessage("The Kafka broker cannot be started in " + taken
                            + ": java.nio.file.FileAlreadyExistsException: " + taken + ".");
            assertThat(services.postgres().port()).isPositive();

            services.close();

            assertThat(PostgresProcess.in(run.path().resolve("postgres/data"))).isEmpty();
        }
    }

    @Test
    void kafkaIsStoppedIfPostgresFails() throws Exception {
        try (RunDirectory run = RunDirectory.temporaryIn(parent)) {
            Path taken = Files.createFile(run.path().resolve("postgres"));
            EmbeddedServices services = EmbeddedServices.start(run);
            assertThatThrownBy(services::postgres)
                    .isInstanceOf(ServiceStartException.class)
                    .hasMessage("PostgreSQL cannot be started in " + taken
                            + ": java.nio.file.FileAlreadyExistsException: " + taken + ".");
            String bootstrapServers = services.kafka().bootstrapServers();

            services.close();

            assertThat(EmbeddedKafkaBrokerIT.isListening(bootstrapServers)).isFalse();
        }
    }
}
