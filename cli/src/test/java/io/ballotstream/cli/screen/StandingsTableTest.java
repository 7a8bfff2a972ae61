package io.ballotstream.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandingsTableTest {
    @Test
    void leaderFillsTheBarAndOthersAreInProportion() {
        assertThat(new StandingsTable(Shown.BOARD, 70, Colors.NONE).lines(10))
                .containsExactly(
                        "   Candidate            Party       Votes    Share",
                        "1  Joseph R. Biden Jr.  Democratic  8,048   51.3 %  ██████████████████",
                        "2  Donald J. Trump      Republican  7,345   46.8 %  ████████████████▍");
    }

    @Test
    void barHasTheColorOfTheCandidate() {
        assertThat(new StandingsTable(Shown.BOARD, 70, Colors.TRUE).lines(10).get(1))
                .endsWith("  \u001b[38;2;33;102;172m██████████████████\u001b[0m");
    }

    @Test
    void candidatesWithoutRoomAreCounted() {
        List<String> lines = new StandingsTable(Shown.crowd(4000), 60, Colors.NONE).lines(6);

        assertThat(lines).hasSize(6);
        assertThat(lines.get(4)).startsWith("  4  候補者 4");
        assertThat(lines.get(5)).isEqualTo("     … and 3,996 others");
    }

    @Test
    void lastLineIsACandidateIfAllHaveRoom() {
        assertThat(new StandingsTable(Shown.crowd(5), 60, Colors.NONE).lines(6).get(5))
                .startsWith("5  候補者 5");
    }

    @Test
    void wideNamesKeepTheColumnsInLine() {
        Board board = new Board(
                "Names",
                3,
                0,
                0,
                0,
                0,
                0,
                null,
                null,
                List.of(
                        new Standing(1, "山田 太郎", "自由", "#000000", 10, 0.5),
                        new Standing(2, "محمد", "حزب", "#000000", 6, 0.3),
                        new Standing(3, "Zoe\u0301", "Île", "#000000", 4, 0.2)),
                null);

        List<String> lines = new StandingsTable(board, 60, Colors.NONE).lines(9);

        assertThat(lines.subList(1, 4).stream().map(line -> CellText.width(line.substring(0, line.indexOf('%')))))
                .containsOnly(CellText.width("3  Candidate  Party  Votes   20.0 "));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 20, 30, 40, 50, 60, 80, 132, 300})
    void noLineIsWiderThanTheTerminal(int width) {
        for (Board board : List.of(Shown.BOARD, Shown.crowd(4000), Board.EMPTY)) {
            assertThat(new StandingsTable(board, width, Colors.TRUE).lines(20))
                    .allSatisfy(line ->
                            assertThat(CellText.width(Shown.plain(line))).isLessThanOrEqualTo(width));
        }
    }

    @Test
    void beforeTheFirstVoteThereAreNoBars() {
        Board board = new Board(
                "None", 1, 0, 0, 0, 0, 0, null, null, List.of(new Standing(1, "Ann", "Any", "#000000", 0, 0)), null);

        assertThat(new StandingsTable(board, 60, Colors.NONE).lines(5).get(1).stripTrailing())
                .isEqualTo("1  Ann        Any        0    0.0 %");
    }
}
