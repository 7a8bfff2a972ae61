package io.ballotstream.cli.screen;

import java.util.List;

/**
 * The seats of an election with a winner in each location.
 *
 * @param total of all locations
 * @param parties most seats first; perhaps not all
 */
public record Seats(long total, List<Party> parties) {
    /** Copies the list. */
    public Seats {
        parties = List.copyOf(parties);
    }

    /**
     * A party's row.
     *
     * @param color {@code #rrggbb}
     * @param leading seats of the locations where it is in front
     * @param decided those of them that can no longer change
     * @param share of all counted votes, 0 to 1
     */
    public record Party(String label, String color, long leading, long decided, long votes, double share) {}

    /** How many seats are more than half of all. */
    long majority() {
        return total / 2 + 1;
    }
}
