package io.ballotstream.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.model.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchCommandTest {
    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\./ballotstream bench\\b([^#\\n]*)");

    @Test
    void everythingIsMeasuredUnlessToldOtherwise() {
        BenchOptions options = options();

        assertThat(options.subjects())
                .containsExactly(
                        Subject.END_TO_END,
                        Subject.TALLY,
                        Subject.CASTING,
                        Subject.LATENCY,
                        Subject.BOARD,
                        Subject.MEMORY);
        assertThat(options.election().scale()).isEqualTo(100);
        assertThat(options.election().results()).isNotNull();
        assertThat(options.rounds()).isEqualTo(new Rounds(3, 3_000_000));
        assertThat(options.latencyRate()).isEqualTo(5000);
        assertThat(options.latencyTime()).isEqualTo(Duration.ofSeconds(60));
        assertThat(options.latencyVoters()).isZero();
        assertThat(options.memoryVoters()).isEqualTo(10_000_000);
    }

    @Test
    void subjectsAreMeasuredInTheirOwnOrder() {
        assertThat(options("casting", "tally", "casting").subjects()).containsExactly(Subject.TALLY, Subject.CASTING);
    }

    @Test
    void allAmongSubjectsIsAll() {
        assertThat(options("casting", "all").subjects()).containsExactly(Subject.values());
    }

    @Test
    void votersMakeASimulatedElection() {
        BenchOptions options = options("--voters", "5000");

        assertThat(options.election().results()).isNull();
        assertThat(options.election().voters()).isEqualTo(5000);
    }

    @Test
    void optionsOfTheDocumentedBenchmarksAreAccepted() throws IOException {
        List<String> commands = DOCUMENTED
                .matcher(Files.readString(Path.of("../README.md")))
                .results()
                .map(command -> command.group(1).strip())
                .toList();

        assertThat(commands)
                .isNotEmpty()
                .allSatisfy(command -> options(command.isEmpty() ? new String[0] : command.split(" ")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "speed|SUBJECT must be one of end-to-end, tally, casting, latency, board, memory and all, but is \"speed\".",
                "--rounds=0|--rounds must be from 1 to 1000, but is 0.",
                "--warm-up-ballots=-1|--warm-up-ballots must be from 0 to 1000000000, but is -1.",
                "--parallelism=129|--parallelism must be from 1 to 128, but is 129.",
                "--latency-seconds=0|--latency-seconds must be from 1 to 3600, but is 0.",
                "--latency-rate=0.5|--latency-rate must be from 1 to 1000000, but is 0.5.",
                "--latency-rate=NaN|--latency-rate must be from 1 to 1000000, but is NaN.",
                "--latency-voters=-1|--latency-voters must be from 0 to 100000000, but is -1.",
                "--memory-voters=9|--memory-voters must be from 10 to 1000000000, but is 9.",
                "--scale=0|--scale must be at least 1, but is 0.",
                "--voters=1 --scale=1|--voters excludes --scale: a simulated election has exactly the given number of voters."
            })
    void whatCannotBeUsedIsNamed(String arguments, String sentence) {
        assertThatThrownBy(() -> options(arguments.split(" ")))
                .isInstanceOf(BadInputException.class)
                .hasMessage(sentence);
    }

    private static BenchOptions options(String... arguments) {
        BenchCommand command = new BenchCommand(null);
        new CommandLine(command).parseArgs(arguments);
        return command.options();
    }
}
