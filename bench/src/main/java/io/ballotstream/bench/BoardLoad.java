package io.ballotstream.bench;

import io.ballotstream.board.Board;
import io.ballotstream.board.BoardOptions;
import io.ballotstream.seeder.plan.SeedOptions;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The cost of the board's viewers for the pipeline: end-to-end rounds with {@link #LISTENERS} listening clients and
 * {@link #POLLS_PER_SECOND} polls per second, each next to a round without a board. The viewers run on the same
 * machine, so the result includes their own cost.
 */
final class BoardLoad implements Benchmark {
    private static final int LISTENERS = 1000;
    private static final int POLLS_PER_SECOND = 200;
    private static final double TARGET = 0.95;

    private final Stage stage;
    private final SeedOptions election;
    private final Rounds rounds;
    private final Notes notes;
    private final EndToEnd endToEnd;

    BoardLoad(Stage stage, SeedOptions election, Rounds rounds, Notes notes, PrintStream complaints) {
        this.stage = stage;
        this.election = election;
        this.rounds = rounds;
        this.notes = notes;
        this.endToEnd = new EndToEnd(stage, election, rounds, notes, complaints);
    }

    @Override
    public String title() {
        return "board";
    }

    @Override
    public List<Figure> measure() throws InterruptedException {
        stage.prepare(election);
        List<Double> alone = new ArrayList<>();
        List<Double> watched = new ArrayList<>();
        List<Double> heard = new ArrayList<>();
        List<Double> polled = new ArrayList<>();
        for (int round = rounds.first(stage.voters()); round <= rounds.measured(); round++) {
            notes.round("Without a board", round, rounds);
            double without = endToEnd.round().ballotsPerSecond();
            notes.round("With a board and its viewers", round, rounds);
            try (Board board = Board.start(BoardOptions.onLoopback())) {
                board.read(stage.reader());
                try (Viewers viewers = Viewers.of(board.address(), LISTENERS, POLLS_PER_SECOND)) {
                    double with = endToEnd.round().ballotsPerSecond();
                    if (round > 0) {
                        alone.add(without);
                        watched.add(with);
                        heard.add(viewers.changesPerListener());
                        polled.add(viewers.answersPerSecond());
                    }
                }
            }
        }
        Figure without = Figure.of("end to end without a board", Unit.BALLOTS_PER_SECOND, alone);
        Figure with = Figure.of("with a board and its viewers", Unit.BALLOTS_PER_SECOND, watched);
        return List.of(
                without,
                with,
                Figure.ratio("with by without", with, without, Target.atLeast(TARGET)),
                Figure.of("changes that each listener heard", Unit.NUMBER, heard),
                Figure.of("polls answered in a second", Unit.NUMBER, polled));
    }
}
