package io.ballotstream.cli.screen;

import static io.ballotstream.cli.screen.StandingsTable.number;

/** The final standings, as lines that remain on the screen. */
public final class FinalStandings {
    private static final int MOST_LINES = 24;

    private final int width;
    private final Colors colors;

    /**
     * Creates a renderer.
     *
     * @param width of a line, in cells
     * @param colors to use
     */
    public FinalStandings(int width, Colors colors) {
        this.width = width;
        this.colors = colors;
    }

    /**
     * Renders the standings.
     *
     * @param board the final results
     * @return the standings, followed by an empty line; empty if there are no candidates
     */
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
