package io.ballotstream.board.snapshot;

/**
 * The rank and votes of a candidate.
 *
 * @param rank from 1, without ties: of candidates with equal votes, the smaller ballot number ranks first
 * @param candidate who is ranked
 * @param votes counted
 * @param share of all counted votes, 0 to 1
 * @param lead votes ahead of the best rival: positive for the leader, negative for the others
 */
public record Standing(int rank, CandidateProfile candidate, long votes, double share, long lead) {}
