package io.ballotstream.cli.screen;

import static io.ballotstream.cli.screen.StandingsTable.number;
import static io.ballotstream.cli.screen.StandingsTable.percent;

import java.io.PrintStream;
import java.time.Duration;
import java.util.stream.Collectors;

/**
 * A plain line every few seconds and at the beginning of each activity, for outputs that are not a suitable terminal.
 */
public final class PlainLines implements Display {
    private static final Duration PAUSE = Duration.ofSeconds(3);
    private static final int LEADERS = 3;

    private final PrintStream out;
    private String lastActivity = "";
    private Duration due = Duration.ZERO;
    private boolean closed;

    /**
     * Creates a display that starts with the first moment.
     *
     * @param out receives the lines
     */
    public PlainLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void show(Moment moment) {
        boolean another = !moment.activity().equals(lastActivity);
        if (closed || !another && moment.elapsed().compareTo(due) < 0) {
            return;
        }
        lastActivity = moment.activity();
        due = moment.elapsed().plus(PAUSE);
        out.println(line(moment));
        out.flush();
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    static String line(Moment moment) {
        StringBuilder line = new StringBuilder(Picture.elapsed(moment.elapsed().toSeconds()))
                .append("  ")
                .append(moment.activity());
        if (moment.toPublish() == 0) {
            return moment.total() == 0
                    ? line.toString()
                    : line.append(": ")
                            .append(number(moment.done()))
                            .append(" of ")
                            .append(number(moment.total()))
                            .toString();
        }
        Board board = moment.board();
        line.append(": published ")
                .append(number(moment.published()))
                .append(" of ")
                .append(number(moment.toPublish()))
                .append(", cast ")
                .append(number(board.cast()))
                .append(", counted ")
                .append(number(board.counted()))
                .append(", rejected ")
                .append(number(board.rejected()))
                .append(", late ")
                .append(number(board.late()))
                .append(", ")
                .append(number(Math.round(moment.perSecond())))
                .append(" ballots/s");
        return board.counted() == 0 ? line.toString() : line + "; leading: " + leaders(board);
    }

    private static String leaders(Board board) {
        if (board.seats() != null) {
            return board.seats().parties().stream()
                    .limit(LEADERS)
                    .map(party -> CellText.fit(party.label(), CellText.width(party.label())) + " "
                            + number(party.leading()) + (party.leading() == 1 ? " seat" : " seats"))
                    .collect(Collectors.joining(", "));
        }
        return board.standings().stream()
                .limit(LEADERS)
                .map(standing -> CellText.fit(standing.name(), CellText.width(standing.name())) + " "
                        + percent(standing.share()))
                .collect(Collectors.joining(", "));
    }
}
