package io.ballotstream.jobs.tally.count;

/**
 * A candidate's votes so far that were cast within one window, as in the table {@code votes_per_candidate}.
 *
 * @param windowStart epoch milliseconds
 * @param windowEnd epoch milliseconds, no longer in the window
 */
public record CandidateWindow(long windowStart, long windowEnd, String candidateId, long votes) {}
