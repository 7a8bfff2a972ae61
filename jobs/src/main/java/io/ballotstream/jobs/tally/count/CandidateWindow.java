package io.ballotstream.jobs.tally.count;

/**
 * A candidate's votes in a window so far, as in the table {@code votes_per_candidate}.
 *
 * @param windowStart epoch milliseconds, inclusive
 * @param windowEnd epoch milliseconds, exclusive
 * @param candidateId the candidate
 * @param votes counted so far
 */
public record CandidateWindow(long windowStart, long windowEnd, String candidateId, long votes) {}
