package io.ballotstream.board.snapshot;

/**
 * A candidate's place in the count.
 *
 * @param rank from 1, without ties: of candidates with equally many votes the smaller ballot number ranks first
 * @param share of all votes counted, 0 to 1
 * @param lead votes ahead of the best rival: positive for the leader, negative for the others
 */
public record Standing(int rank, CandidateProfile candidate, long votes, double share, long lead) {}
