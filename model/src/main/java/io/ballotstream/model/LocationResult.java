package io.ballotstream.model;

/**
 * A location's turnout, as on {@code aggregated_turnout_by_location}.
 *
 * @param location the location's name
 * @param totalVotes counted so far
 * @param eligibleVoters null if unknown
 * @param leadingCandidateId null before the first vote
 * @param asOf the greatest voting time counted in the location, in epoch milliseconds
 */
public record LocationResult(
        String location, long totalVotes, Long eligibleVoters, String leadingCandidateId, long asOf) {}
