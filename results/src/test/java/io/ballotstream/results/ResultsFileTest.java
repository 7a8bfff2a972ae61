package io.ballotstream.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.model.BadInputException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsFileTest {
    private static final String HEADER = "location,latitude,longitude,candidate,party,votes\n";

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = directory.resolve("results.csv");
    }

    @Test
    void allStatesOf2020AreRead() {
        ResultsFile results = ResultsFile.read(Path.of("../data/us-president-2020-by-state.csv"));

        assertThat(results.totalVotes()).isEqualTo(158_429_631);
        assertThat(results.lines()).hasSize(204);
        assertThat(results.locations()).hasSize(51);
        assertThat(results.locations().get(0)).isEqualTo(new ResultsLocation("Alabama", 32.318231, -86.902298, 9));
        assertThat(results.weighted()).isTrue();
        assertThat(results.locations().stream().mapToInt(ResultsLocation::seats).sum())
                .isEqualTo(538);
        assertThat(results.lines().get(0)).isEqualTo(new ResultsLine("Alabama", "c1", 849_624));
        assertThat(results.candidates())
                .containsExactly(
                        new ResultsCandidate("c1", 1, "Joseph R. Biden Jr.", "Democratic"),
                        new ResultsCandidate("c2", 2, "Donald J. Trump", "Republican"),
                        new ResultsCandidate("c3", 3, "Jo Jorgensen", "Libertarian"),
                        new ResultsCandidate("c4", 4, "Other and write-in", "Other"));
    }

    @Test
    void countiesOf2020AreReadWithAndWithoutCoordinates() {
        ResultsFile results = ResultsFile.read(Path.of("../data/us-president-2020-by-county.csv"));

        assertThat(results.totalVotes()).isEqualTo(158_399_558);
        assertThat(results.lines()).hasSize(9_462);
        assertThat(results.locations()).hasSize(3_154);
        assertThat(results.locations().stream().filter(location -> location.latitude() == null))
                .hasSize(42);
    }

    @Test
    void constituenciesOf2024AreReadAndNamesakesAreDistinct() {
        ResultsFile results = ResultsFile.read(Path.of("../data/uk-general-2024-by-constituency.csv"));

        assertThat(results.totalVotes()).isEqualTo(28_808_662);
        assertThat(results.lines()).hasSize(4_515);
        assertThat(results.locations()).hasSize(650).allMatch(location -> location.seats() == 1);
        assertThat(results.candidates()).hasSize(4_501);
        assertThat(results.weighted()).isFalse();
        assertThat(results.candidates().stream()
                        .filter(candidate -> candidate.name().equals("Greg Smith")))
                .extracting(ResultsCandidate::party)
                .contains("Conservative", "Green");
    }

    @Test
    void seatsAndColorsAreNeededOnOneLineOnly() {
        write(HEADER.strip() + ",color,seats\nHere,,,Ada,Reds,3,,12\nThere,,,Ada,Reds,4,#E4003B,\nHere,,,Bo,,1,,\n");

        assertThat(read().weighted()).isTrue();
        assertThat(read().locations())
                .containsExactly(
                        new ResultsLocation("Here", null, null, 12), new ResultsLocation("There", null, null, 1));
        assertThat(read().candidates())
                .containsExactly(
                        new ResultsCandidate("c1", 1, "Ada", "Reds", "#e4003b"),
                        new ResultsCandidate("c2", 2, "Bo", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "1000001", "99999999999", "many", " 1"})
    void invalidSeatsAreRefused(String seats) {
        write(HEADER.strip() + ",seats\nHere,,,Ada,A,1," + seats + "\n");

        assertRefused("The seats must be a whole number from 1 to 1000000.", " line 2");
    }

    @Test
    void differentSeatsOfOneLocationAreRefused() {
        write(HEADER.strip() + ",seats\nHere,,,Ada,A,1,\nHere,,,Bo,B,1,2\nHere,,,Cid,C,1,3\n");

        assertRefused("The location has another number of seats on line 3.", " line 4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"red", "e4003b", "#e4003", "#e4003bff", "#e4003g"})
    void invalidColorIsRefused(String color) {
        write(HEADER.strip() + ",color\nHere,,,Ada,A,1," + color + "\n");

        assertRefused("The color must be # and six hexadecimal digits, for example #0087dc.", " line 2");
    }

    @Test
    void differentColorsOfOneCandidateAreRefused() {
        write(HEADER.strip() + ",color\nHere,,,Ada,A,1,#ff0000\nThere,,,Ada,A,1,#00ff00\n");

        assertRefused("The candidate has another color on line 2.", " line 3");
    }

    @Test
    void locationThatIsTheSumOfAllOthersCausesAWarning() {
        write(HEADER + "North,,,Ada,A,3\nNorth,,,Zoe,Z,4\nSouth,,,Ada,A,5\nTOTAL,,,Ada,A,8\nTOTAL,,,Zoe,Z,4\n");

        assertThat(read().warnings())
                .containsExactly(file + " line 5: Warning: the votes of the location \"TOTAL\" are the sum of all other"
                        + " locations, for each candidate. If this is a total, remove it, because it counts every vote"
                        + " twice.");
    }

    @Test
    void candidateWhoIsTheSumOfAllOthersCausesAWarning() {
        write(HEADER
                + "North,,,Ada,A,3\nNorth,,,Zoe,Z,4\nNorth,,,Votes cast,,7\nSouth,,,Ada,A,5\nSouth,,,Votes cast,,5\n");

        assertThat(read().warnings())
                .containsExactly(file + " line 4: Warning: the votes of the candidate \"Votes cast\" are the sum of all"
                        + " other candidates, in each location. If this is a total, remove it, because it counts every"
                        + " vote twice.");
    }

    @Test
    void twoEqualRowsAreNoSum() {
        write(HEADER + "North,,,Ada,A,3\nNorth,,,Zoe,Z,3\nSouth,,,Ada,A,3\nSouth,,,Zoe,Z,3\n");

        assertThat(read().warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../data/us-president-2020-by-state.csv",
                "../data/us-president-2020-by-county.csv",
                "../data/uk-general-2024-by-constituency.csv"
            })
    void includedFilesContainNoSums(String results) {
        assertThat(ResultsFile.read(Path.of(results)).warnings()).isEmpty();
    }

    @Test
    void digestIsComputedFromTheBytes() {
        write(HEADER + "Here,,,Ada,,1\n");

        // printf 'location,latitude,longitude,candidate,party,votes\nHere,,,Ada,,1\n' | sha256sum
        assertThat(read().sha256()).isEqualTo("1c074812bcf63af4ece142f09f2623794d0797181c8f481445dd99410eaeaf65");
    }

    @Test
    void linesStayInFileOrderAndBallotNumbersFollowFirstAppearance() {
        write(HEADER + "South,,,Zoe,Z,3\nNorth,,,Ada,A,0\nSouth,,,Ada,A,7\nNorth,,,Zoe,Z,1\n");

        assertThat(read().lines())
                .containsExactly(
                        new ResultsLine("South", "c1", 3),
                        new ResultsLine("North", "c2", 0),
                        new ResultsLine("South", "c2", 7),
                        new ResultsLine("North", "c1", 1));
        assertThat(read().locations())
                .containsExactly(new ResultsLocation("South", null, null), new ResultsLocation("North", null, null));
        assertThat(read().totalVotes()).isEqualTo(11);
    }

    @Test
    void oneNameInTwoPartiesAreTwoCandidates() {
        write(HEADER + "Here,,,Ada,Reds,3\nHere,,,Ada,Blues,4\n");

        assertThat(read().candidates())
                .containsExactly(
                        new ResultsCandidate("c1", 1, "Ada", "Reds"), new ResultsCandidate("c2", 2, "Ada", "Blues"));
    }

    @Test
    void namesAreUnchanged() {
        String composed = "Do\u00f1a Ana";
        String decomposed = "Don\u0303a Ana";
        write(HEADER + composed + ",,, زهرا ,党,1\n" + decomposed + ",,,\uD83D\uDDF3 Ada,,1\n");

        assertThat(read().locations().stream().map(ResultsLocation::location)).containsExactly(composed, decomposed);
        assertThat(read().candidates())
                .containsExactly(
                        new ResultsCandidate("c1", 1, " زهرا ", "党"),
                        new ResultsCandidate("c2", 2, "\uD83D\uDDF3 Ada", ""));
    }

    @Test
    void byteOrderMarkIsAccepted() {
        write("\uFEFF" + HEADER + "Here,,,Ada,A,1\n");

        assertThat(read().lines()).containsExactly(new ResultsLine("Here", "c1", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n", "\r"})
    void everyLineEndIsAccepted(String end) {
        write((HEADER + "Here,,,Ada,A,1\nThere,,,Ada,A,2\n").replace("\n", end));

        assertThat(read().lines()).containsExactly(new ResultsLine("Here", "c1", 1), new ResultsLine("There", "c1", 2));
    }

    @Test
    void lastLineNeedsNoEnd() {
        write(HEADER + "Here,,,Ada,A,1");

        assertThat(read().totalVotes()).isEqualTo(1);
    }

    @Test
    void quotedCommasQuotesAndLineBreaksAreAccepted() {
        write(HEADER + "\"Ada County, Idaho\",,,\"The \"\"Real\"\"\nAda\",\"A\r\nB\",1\n");

        assertThat(read().lines()).containsExactly(new ResultsLine("Ada County, Idaho", "c1", 1));
        assertThat(read().candidates()).containsExactly(new ResultsCandidate("c1", 1, "The \"Real\"\nAda", "A\r\nB"));
    }

    @Test
    void locationWithoutVotesIsAccepted() {
        write(HEADER + "Here,,,Ada,A,0\nThere,,,Ada,A,5\n");

        assertThat(read().lines()).containsExactly(new ResultsLine("Here", "c1", 0), new ResultsLine("There", "c1", 5));
    }

    @Test
    void coordinatesOnTheEdgeAreAccepted() {
        write(HEADER + "South,-90,180,Ada,A,1\nNorth,+90.0,-1.8e2,Ada,A,1\nNull Island,-0,.0,Ada,A,1\n");

        assertThat(read().locations())
                .containsExactly(
                        new ResultsLocation("South", -90.0, 180.0),
                        new ResultsLocation("North", 90.0, -180.0),
                        new ResultsLocation("Null Island", 0.0, 0.0));
    }

    @Test
    void coordinatesAreNeededOnOneLineOfTheLocationOnly() {
        write(HEADER + "Here,,,Ada,A,1\nHere,1.50,2,Bob,B,1\nHere,1.5,2.0,Cid,C,1\nHere,,,Dan,D,1\n");

        assertThat(read().locations()).containsExactly(new ResultsLocation("Here", 1.5, 2.0));
    }

    @Test
    void missingFileIsRefused() {
        assertRefused("There is no such file.", "");
    }

    @Test
    void directoryIsRefused() {
        file = directory;

        assertRefused("This is a directory, not a file.", "");
    }

    @Test
    void hugeFileIsRefused() throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength((64 << 20) + 1);
        }

        assertRefused("The file is larger than 64 MiB.", "");
    }

    @Test
    void emptyFileIsRefused() {
        write("");

        assertRefused("The file is empty.", " line 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Here,1,2,Ada,A,1\n",
                "location,latitude,longitude,candidate,votes,party\nHere,,,Ada,1,A\n",
                "location,latitude,longitude,candidate,party,votes,\nHere,,,Ada,A,1,\n",
                "Location,Latitude,Longitude,Candidate,Party,Votes\nHere,,,Ada,A,1\n",
                "location;latitude;longitude;candidate;party;votes\nHere;;;Ada;A;1\n",
                "\nlocation,latitude,longitude,candidate,party,votes\nHere,,,Ada,A,1\n",
                "location,latitude,longitude,candidate,party,votes,seats,seats\nHere,,,Ada,A,1,1,1\n",
                "\uFEFF"
            })
    void otherHeaderIsRefused(String text) {
        write(text);

        assertRefused(
                "The header must be location,latitude,longitude,candidate,party,votes, optionally followed by seats and"
                        + " color.",
                " line 1");
    }

    @Test
    void tooFewColumnsAreRefused() {
        write(HEADER + "Here,,,Ada,A,1\nHere,,,Bob,2\n");

        assertRefused("There must be 6 columns, but there are 5.", " line 3");
    }

    @Test
    void tooManyColumnsAreRefused() {
        write(HEADER + "Here,,,Ada,A,1,\n");

        assertRefused("There must be 6 columns, but there are 7.", " line 2");
    }

    @Test
    void emptyLineIsRefused() {
        write(HEADER + "\nHere,,,Ada,A,1\n");

        assertRefused("There must be 6 columns, but there are 1.", " line 2");
    }

    @Test
    void lineNumbersCountQuotedLineBreaks() {
        write(HEADER + "\"Two\nlines\",,,\"Three\r\n\r\nlines\",A,1\r\nHere,,,Ada\n");

        assertRefused("There must be 6 columns, but there are 4.", " line 6");
    }

    @Test
    void faultInARecordOfSeveralLinesNamesTheFirstLine() {
        write(HEADER + "Here,,,Ada,A,1\n\"Two\nlines\",,,Ada,A,many\n");

        assertRefused("The votes must be a whole number from 0.", " line 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "", "many", "1.0", "1e3", "+1", " 1", "1 ", "\"1,000\"", "0x1F", "NaN", "٣"})
    void votesThatAreNotAWholeNumberAreRefused(String votes) {
        write(HEADER + "Here,,,Ada,A," + votes + "\n");

        assertRefused("The votes must be a whole number from 0.", " line 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807", "9223372036854775808", "99999999999999999999999999"})
    void votesThatOverflowAreRefused(String votes) {
        write(HEADER + "Here,,,Ada,A,1\nHere,,,Bob,B," + votes + "\n");

        assertRefused("The total of the votes up to this line exceeds 9223372036854775807.", " line 3");
    }

    @Test
    void largestTotalIsAccepted() {
        write(HEADER + "Here,,,Ada,A,1\nHere,,,Bob,B,009223372036854775806\n");

        assertThat(read().totalVotes()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void duplicateLineIsRefused() {
        write(HEADER + "Here,,,Ada,A,1\nThere,,,Ada,A,1\nHere,,,Ada,A,1\n");

        assertRefused("The location, candidate and party are the same as on line 2.", " line 4");
    }

    @Test
    void otherEncodingIsRefusedWithItsLine() throws IOException {
        Files.write(
                file, (HEADER + "Here,,,Ada,A,1\r\nDo\u00f1a Ana,,,Ada,A,1\n").getBytes(StandardCharsets.ISO_8859_1));

        assertRefused("The text is not well-formed UTF-8.", " line 3");
    }

    @Test
    void truncatedCharacterIsRefused() throws IOException {
        Files.write(file, new byte[] {'l', (byte) 0xC3});

        assertRefused("The text is not well-formed UTF-8.", " line 1");
    }

    @Test
    void utf16IsRefused() throws IOException {
        Files.write(file, (HEADER + "Here,,,Ada,A,1\n").getBytes(StandardCharsets.UTF_16));

        assertRefused("The text is not well-formed UTF-8.", " line 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"90.000001", "-91", "NaN", "Infinity", "north", "1e999", "1f", "0x1p3", " 1", "1,5", "--1"})
    void invalidLatitudeIsRefused(String latitude) {
        write(HEADER + "Here,\"" + latitude + "\",0,Ada,A,1\n");

        assertRefused("The latitude must be a number from -90 to 90.", " line 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"180.000001", "-181", "NaN", "-Infinity", "east", "."})
    void invalidLongitudeIsRefused(String longitude) {
        write(HEADER + "Here,0," + longitude + ",Ada,A,1\n");

        assertRefused("The longitude must be a number from -180 to 180.", " line 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,", ",1"})
    void singleCoordinateIsRefused(String coordinates) {
        write(HEADER + "Here," + coordinates + ",Ada,A,1\n");

        assertRefused("Latitude and longitude must both be given, or both be empty.", " line 2");
    }

    @Test
    void differentCoordinatesOfOneLocationAreRefused() {
        write(HEADER + "Here,,,Ada,A,1\nHere,1,2,Bob,B,1\nHere,1,2.001,Cid,C,1\n");

        assertRefused("The location has other coordinates on line 3.", " line 4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\"\n\"", "\u00a0", "\u3000\t"})
    void blankLocationIsRefused(String location) {
        write(HEADER + location + ",,,Ada,A,1\n");

        assertRefused("The location must not be blank.", " line 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\"\""})
    void blankCandidateIsRefused(String candidate) {
        write(HEADER + "Here,,," + candidate + ",A,1\n");

        assertRefused("The candidate must not be blank.", " line 2");
    }

    @Test
    void nulCharacterIsRefused() {
        write(HEADER + "Here,,,Ada,A\0,1\n");

        assertRefused("The party must not contain a NUL character.", " line 2");
    }

    @Test
    void nameTooLongForAnIndexIsRefused() {
        write(HEADER + "é".repeat(500) + ",,,Ada,A,1\n" + "é".repeat(501) + ",,,Ada,A,1\n");

        assertRefused("The location must not be longer than 1000 bytes.", " line 3");
    }

    @Test
    void headerAloneIsRefused() {
        write(HEADER);

        assertRefused("No results follow the header.", " line 2");
    }

    @Test
    void fileWithoutVotesIsRefused() {
        write(HEADER + "Here,,,Ada,A,0\nHere,,,Bob,B,0\n");

        assertRefused("The file contains no votes.", " line 4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"Here,,,Bob,B,1\n", "\"Here\"there,,,Bob,B,1\n"})
    void invalidQuotesAreRefused(String record) {
        write(HEADER + "Here,,,Ada,A,1\n" + record);

        assertRefused("A quoted field is not closed, or text follows its closing quote.", " line 3");
    }

    private void write(String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ResultsFile read() {
        return ResultsFile.read(file);
    }

    private void assertRefused(String sentence, String where) {
        assertThatThrownBy(this::read)
                .isExactlyInstanceOf(BadInputException.class)
                .hasMessage(file + where + ": " + sentence);
    }

    @Test
    void listsCannotBeChanged() {
        write(HEADER + "Here,,,Ada,A,1\n");

        assertThat(List.of(read().lines(), read().candidates(), read().locations()))
                .allSatisfy(list -> assertThatThrownBy(list::clear).isInstanceOf(UnsupportedOperationException.class));
    }
}
