package io.ballotstream.cli.screen;

import java.time.Instant;
import java.util.List;

/**
 * What the results tables said at one moment.
 *
 * @param voters who are to vote: all of them are cast in the end, and counted or late
 * @param cast votes written, on time or late; approximate while votes are being cast
 * @param asOf the greatest voting time counted, null before the first vote
 * @param readAt when this was so, by the database's clock; null before there is anything to read
 * @param standings the leading candidates, best first; perhaps not all
 * @param seats null in an election with one race
 */
public record Board(
        String election,
        long candidates,
        long voters,
        long cast,
        long counted,
        long late,
        long rejected,
        Instant asOf,
        Instant readAt,
        List<Standing> standings,
        Seats seats) {
    /** Before there is anything to read. */
    public static final Board EMPTY = new Board("", 0, 0, 0, 0, 0, 0, null, null, List.of(), null);

    public Board {
        standings = List.copyOf(standings);
    }

    /** The standings of what is elected: of candidates, or of parties by seats. */
    List<String> table(int width, int height, Colors colors) {
        return seats == null
                ? new StandingsTable(this, width, colors).lines(height)
                : new SeatsTable(seats, width, colors).lines(height);
    }
}
