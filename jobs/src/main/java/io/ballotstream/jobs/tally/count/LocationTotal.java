package io.ballotstream.jobs.tally.count;

/**
 * A candidate's votes in a location so far, as in the table {@code location_totals}.
 *
 * @param location where the votes were cast
 * @param candidateId the candidate
 * @param votes counted so far
 * @param asOf the greatest voting time counted, in epoch milliseconds
 */
public record LocationTotal(String location, String candidateId, long votes, long asOf) {}
