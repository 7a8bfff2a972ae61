package io.ballotstream.cli.screen;

/**
 * A candidate's row of the standings.
 *
 * @param rank from 1, the leader
 * @param color {@code #rrggbb}
 * @param share of all counted votes, 0 to 1
 */
public record Standing(long rank, String name, String party, String color, long votes, double share) {}
