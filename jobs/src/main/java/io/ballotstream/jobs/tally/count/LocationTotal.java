package io.ballotstream.jobs.tally.count;

/**
 * A candidate's votes so far in one location, as in the table {@code location_totals}.
 *
 * @param asOf the greatest voting time counted, in epoch milliseconds
 */
public record LocationTotal(String location, String candidateId, long votes, long asOf) {}
