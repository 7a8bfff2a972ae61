package io.ballotstream.model;

/**
 * A candidate's standing, as on {@code aggregated_votes_per_candidate}.
 *
 * @param candidateId {@code c} and the ballot number
 * @param candidateName as in the results file
 * @param partyAffiliation may be empty
 * @param totalVotes counted so far
 * @param share fraction of all counted votes, 0 to 1; 0 before the first vote
 * @param rank 1 is the leader; unique, because the smaller ballot number breaks ties
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
