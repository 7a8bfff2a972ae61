package io.ballotstream.cli.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The standings as lines of a given width, each with a bar in the candidate's colour. */
final class StandingsTable {
    private static final String CANDIDATE = "Candidate";
    private static final String PARTY = "Party";
    private static final String VOTES = "Votes";
    private static final String SHARE = "Share";
    private static final String GAP = "  ";
    private static final int SHARE_CELLS = "100.0 %".length();
    private static final int LEAST_NAME = 8;
    private static final int LEAST_PARTY = 5;
    private static final int LEAST_BAR = 8;

    private final Board board;
    private final int width;
    private final Colors colors;
    private final int rank;
    private final int votes;
    private final int name;
    private final int party;
    private final int bar;

    StandingsTable(Board board, int width, Colors colors) {
        this.board = board;
        this.width = width;
        this.colors = colors;
        this.rank = widest("", standing -> Long.toString(standing.rank()));
        this.votes = widest(VOTES, standing -> number(standing.votes()));

        // Numbers get the width that they need. Then names come first, then parties, then bars.
        int left = width - rank - GAP.length() - votes - GAP.length() - SHARE_CELLS;
        this.name = atMost(widest(CANDIDATE, Standing::name), Math.max(LEAST_NAME, left * 45 / 100), left);
        left -= name + GAP.length();
        this.party = left * 40 / 100 < LEAST_PARTY ? 0 : Math.min(widest(PARTY, Standing::party), left * 40 / 100);
        left -= party + (party == 0 ? 0 : GAP.length()) + GAP.length();
        this.bar = left < LEAST_BAR ? 0 : left;
    }

    private static int atMost(int wanted, int most, int left) {
        return Math.max(0, Math.min(Math.min(wanted, most), left - GAP.length()));
    }

    /**
     * The table with at most the given number of lines. If there are more candidates, the last line contains their
     * number.
     *
     * @param height at least 2
     */
    List<String> lines(int height) {
        List<String> lines = new ArrayList<>();
        lines.add(colors.faint(row("", CANDIDATE, PARTY, VOTES, SHARE).stripTrailing()));
        int room = height - 1;
        boolean all = board.candidates() <= room && board.standings().size() >= board.candidates();
        int shown = Math.min(board.standings().size(), all ? room : room - 1);
        double best =
                board.standings().stream().mapToDouble(Standing::share).max().orElse(0);
        for (Standing standing : board.standings().subList(0, Math.max(0, shown))) {
            lines.add(line(standing, best));
        }
        long others = board.candidates() - shown;
        if (others > 0) {
            String rest = " ".repeat(rank) + GAP + "… and " + number(others) + " others";
            lines.add(colors.faint(CellText.fit(rest, width).stripTrailing()));
        }
        return lines;
    }

    private String line(Standing standing, double best) {
        String text = row(
                Long.toString(standing.rank()),
                standing.name(),
                standing.party(),
                number(standing.votes()),
                percent(standing.share()));
        return bar == 0
                ? text
                : text + GAP + colors.paint(standing.color(), Bar.of(best == 0 ? 0 : standing.share() / best, bar));
    }

    private String row(String rankText, String nameText, String partyText, String votesText, String shareText) {
        String row = CellText.fitRight(rankText, rank)
                + column(nameText, name)
                + column(partyText, party)
                + GAP
                + CellText.fitRight(votesText, votes)
                + GAP
                + CellText.fitRight(shareText, SHARE_CELLS);
        return bar == 0 ? CellText.fit(row, width).stripTrailing() : row;
    }

    private static String column(String text, int cells) {
        return cells == 0 ? "" : GAP + CellText.fit(text, cells);
    }

    private int widest(String title, Function<Standing, String> column) {
        return board.standings().stream()
                .map(column)
                .mapToInt(CellText::width)
                .reduce(CellText.width(title), Math::max);
    }

    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
