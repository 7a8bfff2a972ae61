package io.ballotstream.jobs.tally.count;

/**
 * The votes of a party's candidates so far that were cast within one window, as in the table {@code votes_per_party}.
 *
 * @param windowStart epoch milliseconds
 * @param windowEnd epoch milliseconds, no longer in the window
 */
public record PartyWindow(long windowStart, long windowEnd, String party, long votes) {}
