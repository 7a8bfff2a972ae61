package io.ballotstream.seeder;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.seeder.command.SeedCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SeedCommandTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --voters 0                     | --voters must be from 1 to 10000000000, but is 0.
                    --voters -5                    | --voters must be from 1 to 10000000000, but is -5.
                    --voters 10 --results none.csv | --voters excludes --results: the file determines the number of voters.
                    --voters 10 --scale 2          | --voters excludes --scale: a simulated election has exactly the given number of voters.
                    --scale 0                      | --scale must be at least 1, but is 0.
                    --rate 0                       | --rate must be a number of voters per second above 0, or max, but is "0".
                    --rate quick                   | --rate must be a number of voters per second above 0, or max, but is "quick".
                    --malformed 1.01               | --malformed must be from 0 to 1, but is 1.01.
                    --duplicates -0.1              | --duplicates must be from 0 to 1, but is -0.1.
                    --underage NaN                 | --underage must be from 0 to 1, but is NaN.
                    --late 2                       | --late must be from 0 to 1, but is 2.0.
                    --late 1 --duplicates 0.1      | --duplicates must be 0 if --late leaves no voter on time to copy.
                    --voting-age 15                | --voting-age must be from 16 to 30, but is 15.
                    --voting-age 31                | --voting-age must be from 16 to 30, but is 31.
                    --partitions 0                 | --partitions must be from 1 to 1000, but is 0.
                    --replication 0                | --replication must be at least 1, but is 0.
                    --phase both                   | --phase must be prepare or publish, but is "both".
                    --reset --resume               | --reset excludes --resume: one starts over, the other continues.
                    --reset --phase publish        | --reset excludes --phase publish: it would leave nothing to publish.
                    --postgres localhost           | --postgres: The PostgreSQL address must have the form postgresql://[USER@]HOST[:PORT]/DATABASE, with percent-encoding for %, /, ? and spaces in a user name or password.
                    """)
    void invalidOptionIsReportedInOneSentenceBeforeAnythingStarts(String arguments, String sentence) {
        SeedRun run = SeedRun.withoutServices(arguments.split(" "));

        assertThat(run.err()).isEqualToNormalizingNewlines(sentence + "\n");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"--voters,many", "--seed,x", "--late,often", "--partitions,1.5"})
    void invalidNumberIsReportedWithItsOption(String option, String value) {
        SeedRun run = SeedRun.withoutServices(option, value);

        assertThat(run.err()).contains("'" + option + "'").contains("'" + value + "'");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void unknownNationalityIsRefused() {
        SeedRun run = SeedRun.withoutServices("--nationality", "us,xx");

        assertThat(run.err())
                .startsWith("--nationality must be a comma-separated list of codes, but \"xx\" is none of ");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void blankNameIsRefused() {
        SeedRun run = SeedRun.withoutServices("--name", "  ");

        assertThat(run.err()).startsWith("--name must have 1 to 200 characters.");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void scaleThatLeavesNoVoteIsRefused() throws IOException {
        Path file = Files.writeString(
                directory.resolve("tiny.csv"),
                "location,latitude,longitude,candidate,party,votes\nHere,,,Ann,Whigs,5\n");

        SeedRun run = SeedRun.withoutServices("--results", file.toString(), "--scale", "100");

        assertThat(run.err()).startsWith("--scale").contains("leaves none of the 5 votes");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void faultyResultsFileIsRefusedWithItsLine() throws IOException {
        Path file = Files.writeString(
                directory.resolve("bad.csv"),
                "location,latitude,longitude,candidate,party,votes\nHere,,,Ann,Whigs,-5\n");

        SeedRun run = SeedRun.withoutServices("--results", file.toString());

        assertThat(run.err()).startsWith(file + " line 2: ");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void namesOfFileAndCandidatesCannotControlTheTerminal() throws IOException {
        Path file = Files.writeString(
                directory.resolve("\u001b[2Jlist\u202evsc.csv"),
                "location,latitude,longitude,candidate,party,votes\nHere,,,Ann,Whigs,-5\n");

        SeedRun run = SeedRun.withoutServices("--results", file.toString());

        assertThat(run.err()).startsWith(directory + "/\\u001b[2Jlist\\u202evsc.csv line 2: ");
    }

    @Test
    void unreachableDatabaseIsAFailedService() {
        SeedRun run = SeedRun.withoutServices("--voters", "10");

        assertThat(run.err()).startsWith("PostgreSQL at jdbc:postgresql://127.0.0.1:1/none as ballotstream failed: ");
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.exitCode()).isEqualTo(3);
    }

    @Test
    void everyOptionHasAHelpText() {
        assertThat(new CommandLine(new SeedCommand()).getCommandSpec().options())
                .hasSizeGreaterThan(18)
                .allSatisfy(option -> assertThat(option.description())
                        .as(option.longestName())
                        .isNotEmpty());
    }
}
