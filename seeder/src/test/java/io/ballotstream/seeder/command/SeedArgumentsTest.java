package io.ballotstream.seeder.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.model.BadInputException;
import io.ballotstream.results.ResultsFile;
import io.ballotstream.seeder.manifest.FaultShares;
import io.ballotstream.seeder.place.Nationality;
import io.ballotstream.seeder.plan.SeedOptions;
import io.ballotstream.seeder.plan.UsStateFile;
import io.ballotstream.seeder.publishing.Rate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class SeedArgumentsTest {
    private static final List<Nationality> US = List.of(Nationality.US);

    @TempDir
    Path directory;

    @Command
    private static final class AnyCommand {
        @Mixin
        private SeedArguments arguments;
    }

    @Test
    void withoutOptionsTheStateFileIsReplayedOneInAThousand() {
        SeedArguments arguments = parse();

        assertThat(arguments.toOptions(US))
                .isEqualTo(
                        new SeedOptions(null, UsStateFile.read(), 1000, 0, 1, 18, US, FaultShares.NONE, 4, (short) 1));
        assertThat(arguments.toRate()).isEqualTo(new Rate(2000));
    }

    @Test
    void stateFileCanBeScaledOtherwise() {
        assertThat(parse("--scale", "10000").toOptions(US).electorate()).isEqualTo(15_843);
    }

    @Test
    void resultsAreReplayedAsTheyAre() throws IOException {
        Path file = Files.writeString(
                directory.resolve("r.csv"), "location,latitude,longitude,candidate,party,votes\nHere,,,Ann,Whigs,5\n");

        SeedOptions options = parse("--results", file.toString()).toOptions(US);

        assertThat(options.results()).isEqualTo(ResultsFile.read(file));
        assertThat(options.scale()).isEqualTo(1);
        assertThat(options.electorate()).isEqualTo(5);
    }

    @Test
    void moreVotesThanPeopleOnEarthAreRefusedUnlessTheScaleMakesThemFewer() throws IOException {
        Path file = Files.writeString(
                directory.resolve("r.csv"),
                "location,latitude,longitude,candidate,party,votes\nHere,,,Ann,Whigs,9000000000000000000\n");

        assertThatThrownBy(() -> parse("--results", file.toString()).toOptions(US))
                .isExactlyInstanceOf(BadInputException.class)
                .hasMessage(
                        file + ": its votes divided by --scale 1 are more than 10000000000: give a larger --scale.");
        assertThat(parse("--results", file.toString(), "--scale", "1000000000000000")
                        .toOptions(US)
                        .electorate())
                .isEqualTo(9000);
    }

    @Test
    void votersAreSimulated() {
        SeedOptions options = parse("--voters", "70").toOptions(US);

        assertThat(options.results()).isNull();
        assertThat(options.scale()).isEqualTo(1);
        assertThat(options.electorate()).isEqualTo(70);
        assertThat(options.manifest().total()).isEqualTo(70);
    }

    @Test
    void everyOptionIsTaken() {
        SeedArguments arguments = parse(
                "--voters=1000",
                "--seed=-5",
                "--malformed=0.1",
                "--duplicates=0.2",
                "--underage=0.3",
                "--late=0.4",
                "--name=Mayor",
                "--voting-age=16",
                "--partitions=8",
                "--replication=3",
                "--rate=max");

        assertThat(arguments.toOptions(US))
                .isEqualTo(new SeedOptions(
                        "Mayor", null, 1, 1000, -5, 16, US, new FaultShares(0.1, 0.2, 0.3, 0.4), 8, (short) 3));
        assertThat(arguments.toRate()).isEqualTo(Rate.MAX);
    }

    private static SeedArguments parse(String... arguments) {
        AnyCommand command = new AnyCommand();
        new CommandLine(command).parseArgs(arguments);
        return command.arguments;
    }
}
