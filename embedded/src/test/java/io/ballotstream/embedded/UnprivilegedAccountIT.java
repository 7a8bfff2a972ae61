package io.ballotstream.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL refuses to run as root. Tests the accounts that run it instead. Most tests need root. */
class UnprivilegedAccountIT {

    @TempDir
    Path parent;

    @BeforeEach
    void needsRoot() throws Exception {
        assumeThat(Files.getAttribute(parent, "unix:uid"))
                .as("tests run as root")
                .isEqualTo(0);
    }

    @Test
    void postgresItselfRefusesToRunAsRoot() throws Exception {
        try (RunDirectory run = RunDirectory.temporaryIn(parent)) {
            assertThatThrownBy(() -> EmbeddedPostgresServer.start(run, directory -> UnprivilegedAccount.currentUser()))
                    .isInstanceOf(ServiceStartException.class)
                    .hasMessageContaining("cannot be run as root");
        }
    }

    @Test
    void postgresRunsAsNobodyIfNamespacesAreForbidden() throws Exception {
        openToAll(parent);
        RunDirectory run = RunDirectory.temporaryIn(parent);
        ProcessHandle process;
        try (EmbeddedPostgresServer server =
                EmbeddedPostgresServer.start(run, directory -> UnprivilegedAccount.nobody())) {
            process = ProcessHandle.of(EmbeddedPostgresServerIT.processIdIn(run.path()))
                    .orElseThrow();

            assertThat(EmbeddedPostgresServerIT.value(server.database(), "SELECT 1"))
                    .isEqualTo("1");
            assertThat(process.info().user()).contains("nobody");
        }
        run.close();

        await().until(() -> !process.isAlive());
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void userWithoutANameRunsPostgresInANamespace() throws Exception {
        Path own = Files.createDirectory(parent.resolve("own"));
        Files.setAttribute(own, "unix:uid", 54_321);
        assertThat(Files.getOwner(own).getName()).isEqualTo("54321");

        assertThat(UnprivilegedAccount.choose(own).command(List.of("initdb")))
                .containsExactly("unshare", "-U", "initdb");
    }

    @Test
    void directoryOfNobodyIsClosedToOthers() throws Exception {
        openToAll(parent);
        try (RunDirectory run = RunDirectory.temporaryIn(parent)) {
            Path postgres = Files.createDirectory(
                    run.path().resolve("postgres"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));

            UnprivilegedAccount.nobody().own(postgres);

            assertThat(Files.getOwner(postgres).getName()).isEqualTo("nobody");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(postgres)))
                    .isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run.path())))
                    .isEqualTo("rwx--x--x");
        }
    }

    @Test
    void directoryThatNobodyCannotEnterIsNamed() throws Exception {
        try (RunDirectory run = RunDirectory.temporaryIn(parent)) {
            assertThatThrownBy(() -> EmbeddedPostgresServer.start(run, directory -> UnprivilegedAccount.nobody()))
                    .isInstanceOf(ServiceStartException.class)
                    .hasMessage("PostgreSQL cannot run as root, and the account nobody cannot enter "
                            + run.path() + ". Set --keep or TMPDIR to a directory that all users can enter, or run as"
                            + " another user than root.");
        }
    }

    private static void openToAll(Path directory) throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
