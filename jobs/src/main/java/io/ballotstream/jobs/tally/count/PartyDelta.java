package io.ballotstream.jobs.tally.count;

/**
 * A number of new votes of one window and party.
 *
 * @param windowStart epoch milliseconds, inclusive
 * @param party as the candidates' {@code party_affiliation}; may be empty
 * @param votes at least one
 * @param asOf the greatest voting time among them, in epoch milliseconds
 */
public record PartyDelta(long windowStart, String party, long votes, long asOf) {}
