package io.ballotstream.model;

/**
 * The votes of a party's candidates together, as on {@code aggregated_votes_per_party}.
 *
 * @param party as the candidates' {@code party_affiliation}; empty for candidates without one
 * @param share part of all counted votes, 0 to 1; 0 before the first vote
 * @param rank 1 has most votes; no ties, the party whose first candidate has the smaller ballot number comes first
 * @param asOf the greatest voting time counted for any party, in epoch milliseconds
 */
public record PartyResult(String party, long totalVotes, double share, int rank, long asOf) {}
