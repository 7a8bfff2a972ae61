package io.ballotstream.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.cli.Console;
import io.ballotstream.cli.screen.Colors;
import io.ballotstream.model.BadInputException;
import io.ballotstream.seeder.manifest.RecordKind;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class DrillCommandTest {
    @Test
    void defaultIsEightFaultsOfAllKindsAndEnoughVoters() {
        DrillOptions options = options();

        assertThat(options.faults()).isEqualTo(8);
        assertThat(options.longest()).isEmpty();
        assertThat(options.kinds()).containsExactlyInAnyOrder(FaultKind.values());
        assertThat(options.election().electorate()).isEqualTo(500 * (90 + 8 * 45));
    }

    @Test
    void commandThatRepeatsTheDrillNamesTheSeedThatWasDrawn() {
        DrillOptions first = options("--only", "kill-kafka", "--rate", "100");

        DrillOptions repeated = options(first.command().toArray(String[]::new));

        assertThat(repeated.seed()).isEqualTo(first.seed());
        assertThat(repeated.command()).isEqualTo(first.command());
        assertThat(repeated.kinds()).containsExactly(FaultKind.KILL_KAFKA);
        assertThat(repeated.election().electorate()).isEqualTo(first.election().electorate());
    }

    @Test
    void minutesLimitTheTime() {
        DrillOptions options = options("--minutes", "3", "--seed", "4");

        assertThat(options.longest()).contains(Duration.ofMinutes(3));
        assertThat(options.seed()).isEqualTo(4);
        assertThat(options.command()).containsSequence("--minutes", "3").doesNotContain("--faults");
    }

    @Test
    void scaleReplaysThePastElection() {
        DrillOptions options = options("--scale", "10000");

        assertThat(options.election().results()).isNotNull();
        assertThat(options.election().electorate()).isBetween(15_000L, 17_000L);
    }

    @Test
    void lateBurstIsATenthOfAllVoters() {
        DrillOptions options = options("--only", "late-burst", "--voters", "1000");

        // The other half is spread over the election.
        assertThat(options.election().manifest().of(RecordKind.LATE)).isEqualTo(200);
    }

    @Test
    void upgradeBreaksNothingUnlessAskedTo() {
        assertThat(options("--upgrade", "halfway.zip").faults()).isZero();
        assertThat(options("--upgrade", "halfway.zip", "--faults", "2").faults())
                .isEqualTo(2);
        assertThat(options("--upgrade", "halfway.zip").command()).containsSequence("--upgrade", "halfway.zip");
    }

    @Test
    void snapshotNeedsANewFileInADirectory(@TempDir Path directory) throws Exception {
        Path file = Files.createFile(directory.resolve("halfway.zip"));

        assertThatThrownBy(() -> options("--snapshot", file.toString()))
                .isInstanceOf(BadInputException.class)
                .hasMessage("--snapshot " + file + " exists already: name a new file.");
        assertThatThrownBy(() -> options(
                        "--snapshot", directory.resolve("missing/halfway.zip").toString()))
                .isInstanceOf(BadInputException.class)
                .hasMessageEndingWith(" must be in a directory that exists and can be written.");
    }

    @Test
    void fileThatIsNoSnapshotIsRefused(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("halfway.zip"), "no ZIP file");

        for (Path refused : List.of(file, directory.resolve("missing.zip"))) {
            assertThatThrownBy(() -> Snapshot.open(refused))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageStartingWith("--upgrade " + refused + " must be a file that --snapshot wrote: ");
        }
    }

    @Test
    void everyKindIsNamedInTheHelp() {
        String help = new CommandLine(new DrillCommand(console()))
                .getUsageMessage(CommandLine.Help.Ansi.OFF)
                .replaceAll("\\s+", "");

        assertThat(Arrays.stream(FaultKind.values()).map(FaultKind::word)).allMatch(help::contains);
    }

    @ParameterizedTest
    @CsvSource({
        "--faults,0,--faults must be from 1 to 1000",
        "--minutes,0,--minutes must be at least 1",
        "--only,kill-grafana,--only must be a comma-separated list of faults",
        "--rate,max,--rate must be a number",
        "--rate,often,--rate must be a number",
        "--parallelism,0,--parallelism must be from 1 to",
        "--voters,0,--voters must be from 1 to",
        "--scale,0,--scale must be at least 1"
    })
    void badValueIsRefusedWithTheOption(String option, String value, String sentence) {
        assertThatThrownBy(() -> options(option, value))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith(sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "--faults,--minutes",
        "--scale,--voters",
        "--snapshot,--faults",
        "--snapshot,--minutes",
        "--snapshot,--upgrade",
        "--upgrade,--scale",
        "--upgrade,--voters"
    })
    void optionsThatSayTheSameExcludeEachOther(String one, String other) {
        assertThatThrownBy(() -> options(one, "5", other, "5"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(one)
                .hasMessageContaining(other);
    }

    private static DrillOptions options(String... arguments) {
        DrillCommand command = new DrillCommand(console());
        new CommandLine(command).parseArgs(arguments);
        return command.options();
    }

    private static Console console() {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
        return new Console(nowhere, nowhere, Optional.empty(), Colors.NONE);
    }
}
