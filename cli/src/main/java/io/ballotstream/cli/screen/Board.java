package io.ballotstream.cli.screen;

import java.time.Instant;
import java.util.List;

/**
 * The results at one moment.
 *
 * @param election its name
 * @param candidates the number of candidates; 0 if nothing was read yet
 * @param voters the number of voters
 * @param cast written votes, on time or late; approximate during the election
 * @param counted votes in the totals
 * @param late votes that were too late for the totals
 * @param rejected records of both jobs
 * @param asOf the greatest counted voting time, null before the first vote
 * @param readAt when they were read, by the clock of the database; null if they were not read yet
 * @param standings the leading candidates, best first; may be incomplete
 * @param seats null if the election is one race
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
    /** Nothing was read yet. */
    public static final Board EMPTY = new Board("", 0, 0, 0, 0, 0, 0, null, null, List.of(), null);

    /** Copies the standings. */
    public Board {
        standings = List.copyOf(standings);
    }

    /** A table of the standings of candidates, or of parties by seats. */
    List<String> table(int width, int height, Colors colors) {
        return seats == null
                ? new StandingsTable(this, width, colors).lines(height)
                : new SeatsTable(seats, width, colors).lines(height);
    }
}
