package io.ballotstream.model;

/**
 * A candidate's standing, as on {@code aggregated_votes_per_candidate}.
 *
 * @param share part of all counted votes, 0 to 1; 0 before the first vote
 * @param rank 1 is the leader; no ties, the smaller ballot number comes first
 * @param asOf the greatest voting time counted for any candidate, in epoch milliseconds
 */
public record CandidateResult(
        String candidateId,
        String candidateName,
        String partyAffiliation,
        long totalVotes,
        double share,
        int rank,
        long asOf) {}
