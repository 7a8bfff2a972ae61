package io.ballotstream.board.snapshot;

/** The votes counted for a candidate in one location. */
public record CandidateVotes(CandidateProfile candidate, long votes) {}
