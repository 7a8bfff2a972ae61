package io.ballotstream.cli.screen;

import static io.ballotstream.cli.screen.StandingsTable.number;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Renders a moment of a rehearsal as lines that fit a terminal. */
final class Picture {
    private static final int LABEL = 10;
    private static final int LEAST_TITLE = 12;
    private static final int LEAST_STANDINGS = 3;
    private static final String CAST_COLOR = "#3d9a6d";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final int width;
    private final int height;
    private final Colors colors;

    /** @param width in cells; a picture is never wider or higher than the terminal */
    Picture(int width, int height, Colors colors) {
        this.width = width;
        this.height = height;
        this.colors = colors;
    }

    List<String> of(Moment moment) {
        List<String> lines = new ArrayList<>();
        lines.add(title(moment));
        moment.addresses()
                .forEach(address ->
                        lines.add(colors.faint(CellText.fit(address, width).stripTrailing())));
        lines.add("");
        Board board = moment.board();
        if (moment.toPublish() == 0) {
            lines.add(progress(moment.activity(), moment.done(), moment.total(), moment.total()));
            return within(lines);
        }
        lines.add(progress("Published", moment.published(), moment.toPublish(), moment.toPublish()));
        lines.add(progress("Cast", board.cast(), board.voters(), moment.toPublish()));
        lines.add(progress("Counted", board.counted(), board.voters(), moment.toPublish()));
        lines.add(CellText.fit(" ".repeat(LABEL + 2) + facts(moment), width).stripTrailing());
        lines.add("");
        if (height - lines.size() >= LEAST_STANDINGS && board.candidates() > 0) {
            lines.addAll(board.table(width, height - lines.size(), colors));
        }
        return within(lines);
    }

    private String title(Moment moment) {
        String state = moment.activity() + "  " + elapsed(moment.elapsed().toSeconds());
        String title = "Ballotstream " + moment.program();
        if (!moment.board().election().isEmpty()) {
            title += ": " + moment.board().election();
        }
        int room = width - CellText.width(state) - 2;
        return room < LEAST_TITLE
                ? CellText.fit(state, width).stripTrailing()
                : colors.bold(CellText.fit(title, room)) + "  " + state;
    }

    private static String facts(Moment moment) {
        Board board = moment.board();
        String facts = "rejected " + number(board.rejected()) + " · late " + number(board.late()) + " · "
                + number(Math.round(moment.perSecond())) + " ballots/s";
        return board.asOf() == null ? facts : facts + " · as of " + TIME.format(board.asOf());
    }

    /** @param largest of all totals in the column, for the width of the numbers */
    private String progress(String label, long done, long total, long largest) {
        String numbers = total == 0 ? "" : number(done) + " of " + number(total);
        int widest = 2 * number(largest).length() + " of ".length();
        int labelCells = Math.max(LABEL, CellText.width(label));
        int bar = width - labelCells - widest - 4;
        if (bar < 4 || total == 0) {
            return CellText.fit(CellText.fit(label, labelCells) + "  " + numbers, width)
                    .stripTrailing();
        }
        String drawn = Bar.of((double) done / total, bar);
        return CellText.fit(label, labelCells)
                + "  "
                + colors.paint(CAST_COLOR, drawn)
                + colors.faint("░".repeat(bar - drawn.length()))
                + "  "
                + CellText.fitRight(numbers, widest);
    }

    private List<String> within(List<String> lines) {
        return lines.size() <= height ? lines : lines.subList(0, height);
    }

    static String elapsed(long seconds) {
        return seconds < 3600
                ? String.format(Locale.ROOT, "%02d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
