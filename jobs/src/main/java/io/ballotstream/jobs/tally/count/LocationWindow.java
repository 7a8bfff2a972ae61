package io.ballotstream.jobs.tally.count;

/**
 * A location's votes so far that were cast within one window, as in the table {@code turnout_by_location}.
 *
 * @param windowStart epoch milliseconds
 * @param windowEnd epoch milliseconds, no longer in the window
 */
public record LocationWindow(long windowStart, long windowEnd, String location, long votes) {}
