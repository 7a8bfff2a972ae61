package io.ballotstream.results;

/** A candidate's votes in a location; no two lines of a file are about the same candidate in the same location. */
public record ResultsLine(String location, String candidateId, long votes) {}
