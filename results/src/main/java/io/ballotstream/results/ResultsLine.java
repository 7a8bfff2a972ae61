package io.ballotstream.results;

/**
 * A candidate's votes in a location. A file has at most one line per candidate and location.
 *
 * @param location as in the file
 * @param candidateId {@code c} and the ballot number
 * @param votes not negative
 */
public record ResultsLine(String location, String candidateId, long votes) {}
