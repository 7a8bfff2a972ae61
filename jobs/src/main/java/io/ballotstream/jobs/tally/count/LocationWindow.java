package io.ballotstream.jobs.tally.count;

/**
 * A location's votes in a window so far, as in the table {@code turnout_by_location}.
 *
 * @param windowStart epoch milliseconds, inclusive
 * @param windowEnd epoch milliseconds, exclusive
 * @param location where the votes were cast
 * @param votes counted so far
 */
public record LocationWindow(long windowStart, long windowEnd, String location, long votes) {}
