package io.ballotstream.board.snapshot;

/** The counted votes of a candidate in one location. */
public record CandidateVotes(CandidateProfile candidate, long votes) {}
