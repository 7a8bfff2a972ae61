package io.ballotstream.cli.screen;

/**
 * A row of the standings.
 *
 * @param rank from 1 for the leader
 * @param name of the candidate
 * @param party affiliation; may be empty
 * @param color {@code #rrggbb}
 * @param votes counted
 * @param share of all counted votes, 0 to 1
 */
public record Standing(long rank, String name, String party, String color, long votes, double share) {}
