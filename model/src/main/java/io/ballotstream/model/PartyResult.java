package io.ballotstream.model;

/**
 * The total votes of a party's candidates, as on {@code aggregated_votes_per_party}.
 *
 * @param party as the candidates' {@code party_affiliation}; empty for candidates without one
 * @param totalVotes counted so far
 * @param share fraction of all counted votes, 0 to 1; 0 before the first vote
 * @param rank 1 has the most votes; unique, because the smallest ballot number among the parties' candidates breaks
 *     ties
 * @param asOf the greatest voting time counted for any party, in epoch milliseconds
 */
public record PartyResult(String party, long totalVotes, double share, int rank, long asOf) {}
