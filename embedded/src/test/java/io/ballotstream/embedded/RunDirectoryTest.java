package io.ballotstream.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunDirectoryTest {

    @TempDir
    Path parent;

    @Test
    void temporaryDirectoryIsReadableByItsOwnerOnly() throws Exception {
        try (RunDirectory run = RunDirectory.temporaryIn(parent)) {
            assertThat(run.isKept()).isFalse();
            assertThat(run.path().getParent()).isEqualTo(parent.toRealPath());
            assertThat(run.path().getFileName().toString()).startsWith("ballotstream-");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run.path())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void temporaryDirectoryIsDeletedWithItsContent() throws Exception {
        try (RunDirectory run = RunDirectory.temporaryIn(parent)) {
            Files.writeString(Files.createDirectories(run.path().resolve("a/b")).resolve("file"), "text");
        }

        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void deletionDoesNotFollowLinks() throws Exception {
        Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
        Path file = Files.writeString(elsewhere.resolve("file"), "text");
        try (RunDirectory run = RunDirectory.temporaryIn(parent)) {
            Files.createSymbolicLink(run.path().resolve("link"), elsewhere);
        }

        assertThat(file).hasContent("text");
    }

    @Test
    void eachRunHasItsOwnDirectory() throws Exception {
        try (RunDirectory first = RunDirectory.temporaryIn(parent);
                RunDirectory second = RunDirectory.temporaryIn(parent)) {
            assertThat(first.path()).isNotEqualTo(second.path()).isDirectory();
            assertThat(second.path()).isDirectory();
        }
    }

    @Test
    void nextRunRemovesAnAbandonedDirectory() throws Exception {
        Path abandoned = Files.createDirectories(parent.resolve("ballotstream-1/kafka"));
        Files.createFile(parent.resolve("ballotstream-1/ballotstream-run.lock"));

        try (RunDirectory next = RunDirectory.temporaryIn(parent)) {
            assertThat(abandoned).doesNotExist();
            assertThat(parent)
                    .isDirectoryContaining(path -> path.endsWith(next.path().getFileName()));
        }
    }

    @Test
    void unlockedDirectoryWithAMatchingNameIsNotTouched() throws Exception {
        Path notes = Files.createDirectory(parent.resolve("ballotstream-notes"));
        Path file = Files.createFile(parent.resolve("ballotstream-2026.log"));

        RunDirectory.temporaryIn(parent).close();

        assertThat(notes).isEmptyDirectory();
        assertThat(file).exists();
    }

    @Test
    void linkWithAMatchingNameIsNotTouched() throws Exception {
        Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(parent.resolve("ballotstream-link"), elsewhere);
        Files.createSymbolicLink(
                elsewhere.resolve("ballotstream-run.lock"), Files.createFile(parent.resolve("somebodys-file")));

        RunDirectory.temporaryIn(parent).close();

        assertThat(link).exists();
        assertThat(parent.resolve("somebodys-file")).exists();
    }

    @Test
    void keptDirectoryIsNotDeleted() {
        Path kept = parent.resolve("new/kept");
        Path file = inKeptRun(kept, "run-1");

        assertThat(file).hasContent("text");
    }

    @Test
    void runsInAKeptDirectoryAreNumbered() {
        Path first = inKeptRun(parent, "run-1");
        Path second = inKeptRun(parent, "run-2");

        assertThat(first).hasContent("text");
        assertThat(second).hasContent("text");
    }

    @Test
    void keptDirectoryInUseIsRefused() throws Exception {
        try (RunDirectory live = RunDirectory.kept(parent)) {
            assertThat(live.isKept()).isTrue();
            assertThatThrownBy(() -> RunDirectory.kept(parent))
                    .isInstanceOf(RunDirectoryRefusedException.class)
                    .hasMessage("--keep " + parent + ": another run is using it.");
        }
    }

    @Test
    void directoryWithOtherFilesIsRefused() throws Exception {
        Files.writeString(parent.resolve("thesis.txt"), "text");

        assertThatThrownBy(() -> RunDirectory.kept(parent))
                .isInstanceOf(RunDirectoryRefusedException.class)
                .hasMessage(
                        "--keep " + parent + ": it contains files that are not Ballotstream's. Name a new directory.");
        assertThat(parent.resolve("thesis.txt")).hasContent("text");
        assertThat(parent).isDirectoryNotContaining(path -> !path.endsWith("thesis.txt"));
    }

    @Test
    void fileInsteadOfADirectoryIsRefused() throws Exception {
        Path file = Files.createFile(parent.resolve("file"));

        assertThatThrownBy(() -> RunDirectory.kept(file))
                .isInstanceOf(RunDirectoryRefusedException.class)
                .hasMessage("--keep " + file + ": it is a file, but must be a directory.");
    }

    @Test
    void directoryThatCannotBeCreatedIsRefused() throws Exception {
        Path below = Files.createFile(parent.resolve("file")).resolve("below");

        assertThatThrownBy(() -> RunDirectory.kept(below))
                .isInstanceOf(RunDirectoryRefusedException.class)
                .hasMessageStartingWith("--keep " + below + ": it cannot be created or written (");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a$HOME", "a, b", "a;b", "10:30"})
    void unsafeNameIsRefusedBeforeTheDirectoryIsCreated(String name) throws Exception {
        Path unsafe = parent.resolve(name);
        String reason = unsafe + ": its name must not contain quotation marks, $, `, \\, commas, colons, semicolons or"
                + " control characters.";

        assertThatThrownBy(() -> RunDirectory.kept(unsafe))
                .isInstanceOf(RunDirectoryRefusedException.class)
                .hasMessage("--keep " + reason);
        assertThatThrownBy(() -> RunDirectory.temporaryIn(unsafe))
                .isInstanceOf(RunDirectoryRefusedException.class)
                .hasMessage("TMPDIR " + reason);
        assertThat(unsafe).doesNotExist();
    }

    private static Path inKeptRun(Path kept, String expectedName) {
        try (RunDirectory run = RunDirectory.kept(kept)) {
            assertThat(run.path()).isEqualTo(kept.toRealPath().resolve(expectedName));
            return Files.writeString(run.path().resolve("file"), "text");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
