package io.ballotstream.seeder.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.results.ResultsFile;
import io.ballotstream.seeder.DataFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartyColorsTest {
    private static final Set<String> EVERYWHERE = Set.of("Ohio");
    private static final double LUMINANCE_OF_WHITE = 1;
    /** The luminance of #171a20, the dark background of the board. */
    private static final double LUMINANCE_OF_DARK_CARDS = Portrait.luminance("#171a20");

    @TempDir
    Path directory;

    @Test
    void partiesOfTheUnitedStatesLookAsBefore() {
        PartyColors colors = PartyColors.of(Example.US_2020.results());

        assertThat(List.of(
                        colors.next("Democratic", null, EVERYWHERE),
                        colors.next("Republican", null, EVERYWHERE),
                        colors.next("Libertarian", null, EVERYWHERE),
                        colors.next("Other", null, EVERYWHERE)))
                .containsExactly("#3b82f6", "#e0383e", "#f2c230", "#8c939d");
    }

    @Test
    void partiesOfTheUnitedKingdomHaveTheirUsualColor() {
        PartyColors colors = PartyColors.of(Example.UK_2024.results());

        assertThat(List.of(
                        colors.next("Labour", null, Set.of("1")),
                        colors.next("Conservative", null, EVERYWHERE),
                        colors.next("Labour and Co-operative", null, EVERYWHERE),
                        colors.next("Speaker", null, EVERYWHERE)))
                .containsExactly("#e4003b", "#0087dc", "#e4003b", "#dcdcdc");
    }

    @Test
    void countryIsTheOneWhosePartiesHaveMostVotes() throws IOException {
        // The United Kingdom and New Zealand have parties with this name, each with its own color.
        assertThat(color("Green", "Here,,,Ann,Green,5\nHere,,,Bo,Conservative,9\n"))
                .isEqualTo("#02a95b");
        assertThat(color("Green", "Here,,,Ann,Green,5\nHere,,,Bo,Republican,9\n"))
                .isEqualTo("#3fa34d");
    }

    @Test
    void partyIsKnownInItsLongFormToo() throws IOException {
        assertThat(color("Democratic Party", "Here,,,Ann,Democratic Party,5\n")).isEqualTo("#3b82f6");
    }

    @Test
    void colorOfTheFileWins() throws IOException {
        PartyColors colors = PartyColors.of(file(",color", "Here,,,Ann,Labour,5,#123456\nThere,,,Bo,Labour,9,\n"));

        assertThat(colors.next("Labour", "#123456", Set.of("Here"))).isEqualTo("#123456");
        assertThat(colors.next("Labour", null, Set.of("There"))).isEqualTo("#123456");
    }

    @Test
    void manyPartiesHaveColorsOfTheirOwn() {
        List<String> parties =
                IntStream.range(0, 1000).mapToObj(i -> "Party " + i).toList();
        PartyColors colors = PartyColors.of(parties);

        assertThat(parties.stream().map(party -> colors.next(party, null, EVERYWHERE)))
                .doesNotHaveDuplicates()
                .allMatch(color -> color.matches("#[0-9a-f]{6}"));
    }

    @Test
    void eightUnknownPartiesDifferForPeopleWhoAreColorBlindToo() {
        List<String> colors = distinct(8);

        for (int i = 0; i < colors.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(ColorVision.of(colors.get(i)).difference(ColorVision.of(colors.get(j))))
                        .as(colors.get(i) + " and " + colors.get(j))
                        .isGreaterThan(14);
            }
        }
    }

    @Test
    void colorsOfUnknownPartiesStayApartFromWhiteAndFromDarkScreens() {
        assertThat(distinct(200)).allSatisfy(color -> {
            double luminance = Portrait.luminance(color);
            assertThat(contrast(luminance, LUMINANCE_OF_WHITE)).isGreaterThanOrEqualTo(3);
            assertThat(contrast(luminance, LUMINANCE_OF_DARK_CARDS)).isGreaterThanOrEqualTo(3);
        });
    }

    @Test
    void initialsCanBeReadOnEveryKnownColor() {
        assertThat(DataFile.rows("party-colors.csv"))
                .hasSizeGreaterThan(180)
                .extracting(row -> row.get("color"))
                .allSatisfy(color -> {
                    assertThat(color).matches("#[0-9a-f]{6}");
                    double ink = Portrait.luminance(Portrait.ink(color));
                    assertThat(contrast(Portrait.luminance(color), ink)).isGreaterThanOrEqualTo(3);
                });
    }

    @Test
    void rivalsOfOnePartyHaveDifferentColors() {
        PartyColors colors = PartyColors.of(List.of("Whigs"));

        assertThat(colors.next("Whigs", null, Set.of("Ohio", "Iowa")))
                .isNotEqualTo(colors.next("Whigs", null, Set.of("Iowa", "Utah")));
    }

    @Test
    void candidatesOfOnePartyInDifferentLocationsShareItsColor() {
        PartyColors colors = PartyColors.of(List.of("Whigs"));

        assertThat(colors.next("Whigs", null, Set.of("Ohio"))).isEqualTo(colors.next("Whigs", null, Set.of("Iowa")));
    }

    private String color(String party, String lines) throws IOException {
        return PartyColors.of(file("", lines)).next(party, null, EVERYWHERE);
    }

    private ResultsFile file(String columns, String lines) throws IOException {
        Path file = directory.resolve("results.csv");
        Files.writeString(file, "location,latitude,longitude,candidate,party,votes" + columns + "\n" + lines);
        return ResultsFile.read(file);
    }

    private static List<String> distinct(int number) {
        DistinctColors colors = new DistinctColors(List.of());
        List<String> given = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            given.add(colors.next());
        }
        return given;
    }

    private static double contrast(double one, double other) {
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }
}
