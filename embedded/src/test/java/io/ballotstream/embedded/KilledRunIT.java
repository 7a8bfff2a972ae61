package io.ballotstream.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run in another process is killed, and its PostgreSQL survives. Tests what the next run does. */
class KilledRunIT {

    @TempDir
    Path parent;

    @TempDir
    Path elsewhere;

    @Test
    void nextRunStopsPostgresAndDeletesTheDirectory() throws Exception {
        try (ChildProgram program = ChildProgram.start(parent, RunningProgram.class)) {
            Path directory = Path.of(program.nextLine());
            ProcessHandle orphan = postgresIn(directory);
            program.kill();
            assertThat(orphan.isAlive()).isTrue();

            try (RunDirectory next = RunDirectory.temporaryIn(parent)) {
                await().until(() -> !orphan.isAlive());
                assertThat(directory).doesNotExist();
                assertThat(next.path()).isDirectory();
            }
        }
    }

    @Test
    void liveRunIsNotTouched() throws Exception {
        try (ChildProgram program = ChildProgram.start(parent, RunningProgram.class)) {
            Path directory = Path.of(program.nextLine());
            ProcessHandle postgres = postgresIn(directory);

            RunDirectory.temporaryIn(parent).close();

            assertThat(directory.resolve("postgres/data/PG_VERSION")).exists();
            assertThat(postgres.isAlive()).isTrue();
            assertThat(program.end()).isZero();
            assertThat(parent).isEmptyDirectory();
        }
    }

    @Test
    void foreignPostgresIsNotTouched() throws Exception {
        Path foreign = Files.createDirectories(parent.resolve("ballotstream-of-somebody/postgres"));
        PostgresCluster cluster = PostgresCluster.create(
                foreign, UnprivilegedAccount.choose(foreign), "secret", PostgresCluster.WITHOUT_FSYNC);
        cluster.start();
        try {
            RunDirectory.temporaryIn(parent).close();

            assertThat(PostgresProcess.in(foreign.resolve("data"))).isPresent();
        } finally {
            cluster.stop();
        }
    }

    @Test
    void processThatReusesTheIdOfADeadPostgresIsNotTouched() throws Exception {
        Path directory = parent.resolve("ballotstream-1");
        Path data = Files.createDirectories(directory.resolve("postgres/data"));
        Files.createFile(directory.resolve("ballotstream-run.lock"));
        Process foreign = new ProcessBuilder("sleep", "600").start();
        try {
            Files.writeString(data.resolve("postmaster.pid"), foreign.pid() + "\n" + data + "\n");

            RunDirectory.temporaryIn(parent).close();

            assertThat(directory).doesNotExist();
            assertThat(foreign.isAlive()).isTrue();
        } finally {
            foreign.destroyForcibly().waitFor();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ballotstream-run.lock"})
    void anotherUsersDirectoryIsNotTouched(String ownedByAnother) throws Exception {
        assumeThat(Files.getAttribute(parent, "unix:uid"))
                .as("only root can give files away")
                .isEqualTo(0);
        Path directory = Files.createDirectory(parent.resolve("ballotstream-1"));
        Path lock = Files.createFile(directory.resolve("ballotstream-run.lock"));
        Files.setOwner(
                directory.resolve(ownedByAnother),
                lock.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));

        RunDirectory.temporaryIn(parent).close();

        assertThat(lock).exists();
    }

    @Test
    void keptDirectoryIsRefusedWhileItsRunIsAlive() throws Exception {
        try (ChildProgram program = ChildProgram.start(parent, RunningProgram.class, elsewhere.toString())) {
            Path directory = Path.of(program.nextLine());
            ProcessHandle orphan = postgresIn(directory);
            assertThatThrownBy(() -> RunDirectory.kept(elsewhere))
                    .isInstanceOf(RunDirectoryRefusedException.class)
                    .hasMessage("--keep " + elsewhere + ": another run is using it.");
            assertThat(orphan.isAlive()).isTrue();
            program.kill();

            try (RunDirectory next = RunDirectory.kept(elsewhere)) {
                await().until(() -> !orphan.isAlive());
                assertThat(next.path()).isEqualTo(directory.resolveSibling("run-2"));
            }
            assertThat(directory.resolve("postgres/data/PG_VERSION")).exists();
            assertThat(Files.readString(directory.resolve("postgres/server.log")))
                    .contains("database system is shut down");
        }
    }

    @Test
    void nextRunStopsPostgresOfAKilledKeptRunAndKeepsItsFiles() throws Exception {
        try (ChildProgram program = ChildProgram.start(parent, RunningProgram.class, elsewhere.toString())) {
            Path directory = Path.of(program.nextLine());
            ProcessHandle orphan = postgresIn(directory);
            program.kill();

            RunDirectory.temporaryIn(parent).close();

            await().until(() -> !orphan.isAlive());
            assertThat(directory.resolve("postgres/data/PG_VERSION")).exists();
        }
    }

    private static ProcessHandle postgresIn(Path directory) {
        long id = EmbeddedPostgresServerIT.processIdIn(directory);
        return ProcessHandle.of(id).orElseThrow();
    }

    /**
     * Starts PostgreSQL in a temporary or the given kept directory, prints the directory, and runs until its input
     * ends.
     */
    static final class RunningProgram {

        public static void main(String[] arguments) throws Exception {
            List<String> kept = List.of(arguments);
            try (RunDirectory run =
                            kept.isEmpty() ? RunDirectory.temporary() : RunDirectory.kept(Path.of(kept.get(0)));
                    EmbeddedPostgresServer server = EmbeddedPostgresServer.start(run)) {
                System.out.println(server.port() > 0 ? run.path() : "not started");
                System.in.read();
            }
        }
    }
}
