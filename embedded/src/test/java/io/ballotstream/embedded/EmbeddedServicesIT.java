package io.ballotstream.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServicesIT {

    @TempDir
    Path parent;

    @Test
    void bothServicesAnswerAndAreSharedByWhoeverAsks() throws Exception {
        EmbeddedServices services = EmbeddedServices.shared();

        assertThat(EmbeddedPostgresServerIT.value(services.postgres().database(), "SELECT 1"))
                .isEqualTo("1");
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, services.kafka().bootstrapServers()))) {
            assertThat(admin.describeCluster().nodes().get()).hasSize(1);
        }
        assertThat(EmbeddedServices.shared()).isSameAs(services);
    }

    @Test
    void closeWhileStartingLeavesNothing() throws Exception {
        RunDirectory run = RunDirectory.temporaryIn(parent);
        EmbeddedServices services = EmbeddedServices.start(run);

        services.close();
        services.close();
        run.close();

        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void ifKafkaFailsPostgresIsStopped() throws Exception {
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
    void ifPostgresFailsKafkaIsStopped() throws Exception {
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

    @Test
    void theSharedServicesEndWithTheirProcess() throws Exception {
        try (ChildProgram program = ChildProgram.start(parent, SharingProgram.class)) {
            ProcessHandle postgres = postgresOf(program.nextLine());

            assertThat(program.end()).isZero();

            await().until(() -> !postgres.isAlive());
            assertThat(parent).isEmptyDirectory();
        }
    }

    @Test
    void theSharedServicesEndWhenTheirProcessIsTerminated() throws Exception {
        try (ChildProgram program = ChildProgram.start(parent, SharingProgram.class)) {
            ProcessHandle postgres = postgresOf(program.nextLine());

            program.terminate();

            await().until(() -> !postgres.isAlive());
            assertThat(parent).isEmptyDirectory();
        }
    }

    private static ProcessHandle postgresOf(String directory) {
        Optional<PostgresProcess> postgres = PostgresProcess.in(Path.of(directory, "postgres", "data"));
        return ProcessHandle.of(postgres.orElseThrow().processId()).orElseThrow();
    }

    /** Starts the shared services, prints their directory, and ends when its input does. */
    static final class SharingProgram {

        public static void main(String[] arguments) throws Exception {
            EmbeddedServices.shared();
            try (var directories = Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")))) {
                System.out.println(directories.iterator().next().toRealPath());
            }
            System.exit(System.in.read() < 0 ? 0 : 1);
        }
    }
}
