package io.ballotstream.cli.screen;

import java.util.List;

/**
 * The seats of an election with a winner in each location.
 *
 * @param total of all locations
 * @param parties most seats first; may be incomplete
 */
public record Seats(long total, List<Party> parties) {
    /** Copies the list. */
    public Seats {
        parties = List.copyOf(parties);
    }

    /**
     * A row of a party.
     *
     * @param label the displayed name
     * @param color {@code #rrggbb}
     * @param leading seats of the locations where it leads
     * @param decided the decided seats among them
     * @param votes counted for all its candidates
     * @param share of all counted votes, 0 to 1
     */
    public record Party(String label, String color, long leading, long decided, long votes, double share) {}

    /** The smallest number of seats that is more than half. */
    long majority() {
        return total / 2 + 1;
    }
}
