package io.ballotstream.cli.screen;

import static io.ballotstream.cli.screen.StandingsTable.number;

/** The standings when all is counted, as lines that stay. */
public final class FinalStandings {
    private static final int MOST_LINES = 24;

    private final int width;
    private final Colors colors;

    /** @param width in cells */
    public FinalStandings(int width, Colors colors) {
        this.width = width;
        this.colors = colors;
    }

    /** The standings, with an empty line behind them; nothing while there are no candidates. */
    public String of(Board board) {
        if (board.candidates() == 0) {
            return "";
        }
        String title =
                CellText.fit("Final standings: " + board.election(), width).stripTrailing();
        String facts = number(board.counted()) + " votes counted, " + number(board.late()) + " late, "
                + number(board.rejected()) + " records rejected";
        return colors.bold(title) + "\n" + facts + "\n\n" + String.join("\n", board.table(width, MOST_LINES, colors))
                + "\n\n";
    }
}
