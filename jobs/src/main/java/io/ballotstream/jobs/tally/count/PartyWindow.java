package io.ballotstream.jobs.tally.count;

/**
 * The votes of a party's candidates in a window so far, as in the table {@code votes_per_party}.
 *
 * @param windowStart epoch milliseconds, inclusive
 * @param windowEnd epoch milliseconds, exclusive
 * @param party as the candidates' {@code party_affiliation}; may be empty
 * @param votes counted so far
 */
public record PartyWindow(long windowStart, long windowEnd, String party, long votes) {}
