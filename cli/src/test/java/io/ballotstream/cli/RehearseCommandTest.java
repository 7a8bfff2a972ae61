package io.ballotstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.cli.screen.Colors;
import io.ballotstream.jobs.tally.TallySettings;
import io.ballotstream.seeder.manifest.FaultShares;
import io.ballotstream.seeder.publishing.Rate;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class RehearseCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Console console = new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Optional.empty(),
            Colors.NONE);

    @TempDir
    private Path directory;

    @Test
    void withoutOptionsTheUsElectionIsReplayedAtAThousandth() throws InterruptedException {
        RehearsalOptions options = options();

        assertThat(options.seed().scale()).isEqualTo(1000);
        assertThat(options.seed().results().path().getFileName()).hasToString("us-president-2020-by-state.csv");
        assertThat(options.seed().faults()).isEqualTo(FaultShares.NONE);
        assertThat(options.rate()).isEqualTo(new Rate(2000));
        assertThat(options.tally()).isEqualTo(TallySettings.DEFAULT);
        assertThat(options.parallelism())
                .isEqualTo(
                        RehearseCommand.defaultParallelism(Runtime.getRuntime().availableProcessors()));
        assertThat(options.exit()).isFalse();
        assertThat(options.keep()).isEmpty();
    }

    @Test
    void givenOptionsAreTaken() throws InterruptedException {
        RehearsalOptions options = options(
                "--voters=500",
                "--rate=max",
                "--seed=7",
                "--late=0.5",
                "--window=30s",
                "--parallelism=3",
                "--exit",
                "--keep=kept");

        assertThat(options.seed().results()).isNull();
        assertThat(options.seed().voters()).isEqualTo(500);
        assertThat(options.seed().seed()).isEqualTo(7);
        assertThat(options.seed().faults()).isEqualTo(new FaultShares(0, 0, 0, 0.5));
        assertThat(options.rate()).isEqualTo(Rate.MAX);
        assertThat(options.tally()).isEqualTo(TallySettings.DEFAULT.withWindow(Duration.ofSeconds(30)));
        assertThat(options.parallelism()).isEqualTo(3);
        assertThat(options.exit()).isTrue();
        assertThat(options.keep()).contains(Path.of("kept"));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "4, 4", "64, 4"})
    void parallelismFollowsTheProcessorsUpToFour(int processors, int parallelism) {
        assertThat(RehearseCommand.defaultParallelism(processors)).isEqualTo(parallelism);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--scale 0               | --scale must be at least 1, but is 0.",
                "--voters 0              | --voters must be from 1 to 10000000000, but is 0.",
                "--voters 5 --results x  | --voters excludes --results: the file determines the number of voters.",
                "--rate 0                | --rate must be a number of voters per second above 0, or max, but is \"0\".",
                "--late 1.5              | --late must be from 0 to 1, but is 1.5.",
                "--window 0s             | --window must be between 1ms and 86400000ms, but is 0ms.",
                "--parallelism 0         | --parallelism must be from 1 to 128, but is 0.",
                "--parallelism 129       | --parallelism must be from 1 to 128, but is 129.",
                "--replication 2         | --replication must be 1 in a rehearsal, which has one broker, but is 2.",
            })
    void optionOutOfRangeIsRefusedByName(String arguments, String sentence) {
        assertThat(run(("rehearse " + arguments).split(" +"))).isEqualTo(2);

        assertThat(text(err)).isEqualTo(sentence + "\n");
        assertThat(text(out)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rehearse --scale many | Invalid value for option '--scale'",
                "rehearse --velocity 3 | Unknown options: '--velocity', '3'",
                "rehearsal             | Unmatched argument at index 0: 'rehearsal'",
                "rehearse --window 30  | Invalid value for option '--window'",
                "audit --wait soon     | Invalid value for option '--wait'",
                "seed --phase later    | --phase must be",
            })
    void badUsageIsToldInOneLine(String arguments, String beginning) {
        assertThat(run(arguments.split(" +"))).isEqualTo(2);

        assertThat(text(err)).startsWith(beginning);
        assertThat(text(err).lines()).hasSize(1);
    }

    @Test
    void directoryToKeepThatHoldsOtherFilesIsRefused() throws Exception {
        Files.writeString(directory.resolve("letter.txt"), "Dear …");

        assertThat(run("rehearse", "--voters", "5", "--keep", directory.toString()))
                .isEqualTo(2);

        assertThat(text(err))
                .isEqualTo("--keep " + directory
                        + ": it contains files that are not Ballotstream's. Name a new directory.\n");
        assertThat(text(out)).isEmpty();
    }

    @Test
    void helpNamesEveryOptionOfTheDesign() {
        assertThat(run("rehearse", "--help")).isZero();

        assertThat(text(out))
                .contains("--results", "--scale", "--rate", "--voters", "--seed", "--malformed", "--duplicates")
                .contains("--underage", "--late", "--parallelism", "--exit", "--keep", "--window")
                .contains("Default: " + TallySettings.DEFAULT_WINDOW + ".");
    }

    @Test
    void nameOfAFileCannotSteerTheTerminal() {
        assertThat(run("rehearse", "--results", "\u001b[2J\u202e.csv")).isEqualTo(2);

        assertThat(text(err)).contains("\\u001b[2J\\u202e.csv").doesNotContain("\u001b", "\u202e");
    }

    @Test
    void withoutACommandTheCommandsAreListed() {
        assertThat(run()).isZero();

        assertThat(text(out)).contains("rehearse", "seed", "audit");
    }

    private RehearsalOptions options(String... arguments) throws InterruptedException {
        RehearseCommand command = new RehearseCommand(console);
        new CommandLine(command).parseArgs(arguments);
        return command.options();
    }

    private int run(String... arguments) {
        return new Ballotstream(console, Map.of()).run(arguments);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
