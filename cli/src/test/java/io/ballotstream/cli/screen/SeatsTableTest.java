package io.ballotstream.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeatsTableTest {
    @Test
    void seatsComeFirstAndAFullBarIsAMajority() {
        assertThat(Shown.SEATS.table(80, 10, Colors.NONE))
                .containsExactly(
                        "Party            Seats   Decided     Votes     Share",
                        "Labour             326        12     9,700    33.7 %  ██████████████████████████",
                        "Conservative       163         1     6,800    23.7 %  █████████████",
                        "Sinn Féin            7         0       211     0.7 %  ▌",
                        "326 of 650 seats are a majority");
    }

    @Test
    void partiesThatDoNotFitAreLeftOut() {
        List<String> lines = Shown.SEATS.table(80, 4, Colors.NONE);

        assertThat(lines).hasSize(4).last().asString().endsWith("a majority");
        assertThat(lines.get(2)).startsWith("Conservative");
    }

    @ParameterizedTest
    @CsvSource({"20,10", "40,9", "60,12", "80,24", "100,30", "250,70"})
    void pictureNeverExceedsTheTerminal(int width, int height) {
        List<String> lines = new Picture(width, height, Colors.TRUE).of(Shown.voting(4000, Shown.SEATS));

        assertThat(lines).hasSizeLessThanOrEqualTo(height);
        assertThat(lines)
                .allSatisfy(
                        line -> assertThat(CellText.width(Shown.plain(line))).isLessThanOrEqualTo(width));
    }

    @Test
    void plainLineTellsSeats() {
        assertThat(PlainLines.line(Shown.voting(75, Shown.SEATS)))
                .endsWith("; leading: Labour 326 seats, Conservative 163 seats, Sinn Féin 7 seats");
    }

    @Test
    void finalStandingsAreThoseOfSeats() {
        assertThat(new FinalStandings(80, Colors.NONE).of(Shown.SEATS))
                .contains("Final standings: Commons", "Labour             326", "seats are a majority");
    }
}
