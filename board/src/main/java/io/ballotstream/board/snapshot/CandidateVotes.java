package io.ballotstream.board.snapshot;

/**
 * The counted votes of a candidate in one location.
 *
 * @param candidate who got the votes
 * @param votes counted there; late votes are not among them
 */
public record CandidateVotes(CandidateProfile candidate, long votes) {}
