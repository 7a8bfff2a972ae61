package io.ballotstream.cli.screen;

import static io.ballotstream.cli.screen.StandingsTable.number;
import static io.ballotstream.cli.screen.StandingsTable.percent;

import java.util.ArrayList;
import java.util.List;

/** Seats and votes by party as lines of a given width, each with a bar relative to the majority. */
final class SeatsTable {
    private static final String GAP = "  ";
    private static final int COUNT_CELLS = 8;
    private static final int LEAST_PARTY = 8;
    private static final int MOST_PARTY = 36;
    private static final int LEAST_BAR = 8;

    private final Seats seats;
    private final int width;
    private final Colors colors;
    private final int party;
    private final int votes;
    private final int bar;

    SeatsTable(Seats seats, int width, Colors colors) {
        this.seats = seats;
        this.width = width;
        this.colors = colors;
        this.votes = seats.parties().stream()
                .mapToInt(row -> number(row.votes()).length())
                .reduce(COUNT_CELLS, Math::max);
        int numbers = 3 * (GAP.length() + COUNT_CELLS) + GAP.length() + votes;
        int widest = seats.parties().stream()
                .mapToInt(row -> CellText.width(row.label()))
                .reduce(LEAST_PARTY, Math::max);
        int left = width - numbers;
        this.party = Math.max(LEAST_PARTY, Math.min(Math.min(widest, MOST_PARTY), left));
        int room = left - party - GAP.length();
        this.bar = room < LEAST_BAR ? 0 : room;
    }

    /**
     * The table with at most the given number of lines, including a last one about the majority.
     *
     * @param height at least 3
     */
    List<String> lines(int height) {
        List<String> lines = new ArrayList<>();
        lines.add(
                colors.faint(row("Party", "Seats", "Decided", "Votes", "Share").stripTrailing()));
        int shown = Math.min(seats.parties().size(), height - 2);
        for (Seats.Party row : seats.parties().subList(0, shown)) {
            String text = row(
                    row.label(),
                    number(row.leading()),
                    number(row.decided()),
                    number(row.votes()),
                    percent(row.share()));
            // A full bar is a majority.
            double part = (double) row.leading() / Math.max(1, seats.majority());
            lines.add(bar == 0 ? text : text + GAP + colors.paint(row.color(), Bar.of(part, bar)));
        }
        lines.add(colors.faint(
                CellText.fit(number(seats.majority()) + " of " + number(seats.total()) + " seats are a majority", width)
                        .stripTrailing()));
        return lines;
    }

    private String row(String label, String leading, String decided, String count, String share) {
        String row = CellText.fit(label, party)
                + GAP
                + CellText.fitRight(leading, COUNT_CELLS)
                + GAP
                + CellText.fitRight(decided, COUNT_CELLS)
                + GAP
                + CellText.fitRight(count, votes)
                + GAP
                + CellText.fitRight(share, COUNT_CELLS);
        return bar == 0 ? CellText.fit(row, width).stripTrailing() : row;
    }
}
