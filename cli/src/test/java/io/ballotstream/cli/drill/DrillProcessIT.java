package io.ballotstream.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.cli.CommandProcess;
import io.ballotstream.faults.PlantedFault;
import io.ballotstream.faults.PlantedFaults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DrillProcessIT {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String AT_LEAST_ONCE = "votes are written to the topic at least once";
    /** Disables the fencing of a run whose state is older than its outputs, both in the database and in the topic. */
    private static final List<PlantedFault> NO_FENCING = List.of(
            PlantedFaults.ofJobs(
                    "state that is older than the tables is accepted",
                    "fencing/JobRuns",
                    "} else if (!outputs.areHeldBy(restored)) {",
                    "} else if (outputs == null) {"),
            PlantedFaults.ofJobs(
                    "state that is older than the topic is accepted",
                    "kafka/CommittedCheckpoints",
                    "if (newest.isPresent() && newest.getAsLong() >= restored) {",
                    "if (newest.isPresent() && newest.getAsLong() < 0) {"));

    @TempDir
    private Path directory;

    /** Each file was written by the {@code drill --snapshot} of a release. */
    static Stream<Path> releases() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("src", "test", "resources", "releases"))) {
            return files.map(Path::toAbsolutePath).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void electionOfAnEarlierReleaseContinuesAndTheCountIsExactAlthoughATaskManagerIsKilled(Path release)
            throws Exception {
        try (CommandProcess drill = CommandProcess.start(
                directory,
                "drill",
                "--upgrade",
                release.toString(),
                "--faults=1",
                "--only=kill-taskmanager",
                "--rate=80")) {
            assertThat(drill.awaitEnd(PATIENCE)).as(drill.toString()).isZero();

            assertThat(drill.out()).contains("AUDIT PASS").last().isEqualTo("DRILL PASS");
            assertThat(drill.out()).anyMatch(line -> line.matches("kill-taskmanager +1 +[0-9.]+ s.*"));
            assertThat(drill.err()).isEmpty();
            assertThat(drill.temporaryFiles()).isEmpty();
            assertThat(processesOf(drill)).isEmpty();
        }
    }

    @Test
    void fileThatIsNoSnapshotIsRefusedBeforeServicesStart() throws Exception {
        Path file = Files.writeString(directory.resolve("halfway.zip"), "no ZIP file");
        try (CommandProcess drill = CommandProcess.start(directory, "drill", "--upgrade", file.toString())) {
            assertThat(drill.awaitEnd()).isEqualTo(2);

            assertThat(drill.err()).singleElement().asString().startsWith("--upgrade " + file + " must be a file");
            assertThat(drill.out()).isEmpty();
        }
    }

    @Test
    void interruptedDrillLeavesNothing() throws Exception {
        try (CommandProcess drill = CommandProcess.start(directory, "drill", "--only", "stop-kafka", "--rate", "200")) {
            drill.awaitLine("00:0");

            drill.signal("INT");

            assertThat(drill.awaitEnd()).isEqualTo(130);
            assertThat(drill.err()).containsExactly("Interrupted. All services have been stopped.");
            assertThat(drill.temporaryFiles()).isEmpty();
            assertThat(processesOf(drill)).isEmpty();
        }
    }

    @Test
    @Tag("slow")
    void countIsExactAfterEveryKindOfFault() throws Exception {
        try (CommandProcess drill = CommandProcess.start(
                directory, "drill", "--seed", "1", "--faults", Integer.toString(FaultKind.values().length))) {
            assertThat(drill.awaitEnd(PATIENCE.multipliedBy(2))).isZero();

            assertThat(drill.out()).last().isEqualTo("DRILL PASS");
        }
    }

    @Test
    @Tag("slow")
    void storedElectionContinues() throws Exception {
        Path file = directory.resolve("halfway.zip");
        try (CommandProcess drill =
                CommandProcess.start(directory, "drill", "--snapshot", file.toString(), "--voters=4000")) {
            assertThat(drill.awaitEnd(PATIENCE)).as(drill.toString()).isZero();
        }

        try (CommandProcess drill = CommandProcess.start(directory, "drill", "--upgrade", file.toString())) {
            assertThat(drill.awaitEnd(PATIENCE)).as(drill.toString()).isZero();
            assertThat(drill.out()).contains("AUDIT PASS").last().isEqualTo("DRILL PASS");
        }
    }

    @Test
    @Tag("slow")
    void sinkThatWritesAtLeastOnceIsCaught() throws Exception {
        PlantedFault fault = PlantedFaults.ALL.stream()
                .filter(planted -> planted.title().equals(AT_LEAST_ONCE))
                .findFirst()
                .orElseThrow();

        assertIsCaught(List.of(fault), "kill-taskmanager");
    }

    @Test
    @Tag("slow")
    void jobWithoutFencingIsCaught() throws Exception {
        assertIsCaught(NO_FENCING, "restart-from-older-checkpoint");
    }

    private void assertIsCaught(List<PlantedFault> faults, String kind) throws Exception {
        Path classes = Files.createDirectory(directory.resolve("classes"));
        for (PlantedFault fault : faults) {
            fault.compileInto(classes);
        }
        try (CommandProcess drill = CommandProcess.startWithClasses(
                classes, directory, "drill", "--seed", "2", "--faults", "3", "--only", kind)) {
            assertThat(drill.awaitEnd(PATIENCE)).isEqualTo(1);

            assertThat(drill.out()).last().asString().startsWith("DRILL FAIL ").contains("votes published twice");
            assertThat(drill.err())
                    .anyMatch(line -> line.startsWith("To repeat it: ./ballotstream drill --seed 2 --faults 3 "));
        }
    }

    /** The services of a drill; their command lines contain its directory for temporary files. */
    private static List<String> processesOf(CommandProcess drill) {
        String directory = drill.workingDirectory().resolveSibling("tmp").toString();
        try (Stream<ProcessHandle> processes = ProcessHandle.allProcesses()) {
            return processes
                    .map(process -> process.info().commandLine().orElse(""))
                    .filter(line -> line.contains(directory))
                    .toList();
        }
    }
}
