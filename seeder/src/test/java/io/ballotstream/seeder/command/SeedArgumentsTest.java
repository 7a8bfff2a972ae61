package io.ballotstream.seeder.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.model.BadInputException;
import io.ballotstream.model.Contest;
import io.ballotstream.results.ResultsFile;
import io.ballotstream.seeder.manifest.FaultShares;
import io.ballotstream.seeder.place.Nationality;
import io.ballotstream.seeder.plan.Example;
import io.ballotstream.seeder.plan.SeedOptions;
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
                .isEqualTo(new SeedOptions(
                        null,
                        Example.US_2020.results(),
                        1000,
                        0,
                        1,
                        18,
                        US,
                        FaultShares.NONE,
                        4,
                        (short) 1,
                        Contest.NATION));
        assertThat(arguments.toOptions(US).notices()).isEmpty();
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

    @Test
    void examplesSayWhatIsElectedAndHowTheyAreScaled() {
        SeedOptions electors = parse("--example=us-2020-electors").toOptions(US);
        SeedOptions commons = parse("--example=uk-2024").toOptions(US);

        assertThat(electors.results()).isEqualTo(Example.US_2020.results());
        assertThat(electors.elected()).isEqualTo(Contest.LOCATION);
        assertThat(electors.scale()).isEqualTo(1000);
        assertThat(commons.electorate()).isEqualTo(288_087);
        assertThat(commons.elected()).isEqualTo(Contest.LOCATION);
        assertThat(commons.notices()).isEmpty();
        assertThat(parse("--example=uk-2024", "--contest=nation").toOptions(US).elected())
                .isEqualTo(Contest.NATION);
    }

    @Test
    void unknownExampleAndContestAreRefused() {
        assertThatThrownBy(() -> parse("--example=uk-2019").toOptions(US))
                .isExactlyInstanceOf(BadInputException.class)
                .hasMessage("--example must be one of us-2020, us-2020-electors, uk-2024, but is \"uk-2019\".");
        assertThatThrownBy(() -> parse("--contest=state").toOptions(US))
                .isExactlyInstanceOf(BadInputException.class)
                .hasMessage("--contest must be nation or location, but is \"state\".");
        assertThatThrownBy(() -> parse("--example=uk-2024", "--voters=5").toOptions(US))
                .isExactlyInstanceOf(BadInputException.class)
                .hasMessage("--example excludes --voters: its results determine the number of voters.");
        assertThatThrownBy(() -> parse("--example=uk-2024", "--results=r.csv").toOptions(US))
                .isExactlyInstanceOf(BadInputException.class)
                .hasMessage("--example excludes --results: both select the results to replay.");
    }

    @Test
    void contestIsGuessedFromTheFileWithItsReason() throws IOException {
        String everywhere = "Here,,,Ann,A,5\nThere,,,Ann,A,4\nThere,,,Bo,B,1\nHere,,,Bo,B,1\n";
        String local = "Here,,,Ann,A,5\nHere,,,Bo,B,4\nThere,,,Cid,A,1\nThere,,,Dee,B,1\n";

        assertGuess(
                "",
                everywhere,
                Contest.NATION,
                "--contest: nation is assumed, because 2 of 2 candidates run in"
                        + " several locations; use --contest location for a winner in each location.");
        assertGuess(
                "",
                local,
                Contest.LOCATION,
                "--contest: location is assumed, because 4 of 4 candidates run in one"
                        + " location only; use --contest nation for one race.");
        assertGuess(
                ",seats",
                everywhere.replace("\n", ",3\n"),
                Contest.LOCATION,
                "--contest: location is assumed,"
                        + " because the file says how many seats each location has; use --contest nation for one race.");
        assertGuess(
                "",
                "Here,,,Ann,A,5\nHere,,,Bo,B,4\n",
                Contest.NATION,
                "--contest: nation is assumed, because there"
                        + " is one location; use --contest location for a winner in each location.");
    }

    private void assertGuess(String columns, String lines, Contest contest, String sentence) throws IOException {
        Path file = Files.writeString(
                directory.resolve("r.csv"),
                "location,latitude,longitude,candidate,party,votes" + columns + "\n" + lines);
        SeedOptions options = parse("--results", file.toString()).toOptions(US);

        assertThat(options.elected()).isEqualTo(contest);
        assertThat(options.notices()).containsExactly(sentence);
        assertThat(parse("--results", file.toString(), "--contest", "nation")
                        .toOptions(US)
                        .notices())
                .isEmpty();
    }

    private static SeedArguments parse(String... arguments) {
        AnyCommand command = new AnyCommand();
        new CommandLine(command).parseArgs(arguments);
        return command.arguments;
    }
}
