package io.ballotstream.model;

import java.util.Objects;

/**
 * A cast vote, as on {@code votes_topic}. It contains no personal data.
 *
 * @param voteId derived from the voter's id and the election's salt
 * @param candidateId the chosen candidate
 * @param location where the vote was cast
 * @param votingTime epoch milliseconds
 */
public record Vote(VoteId voteId, String candidateId, String location, long votingTime) {
    /**
     * The clock skew that is tolerated: how far the voting time may lie after the vote's Kafka timestamp, in
     * milliseconds.
     */
    public static final long CLOCK_TOLERANCE_MS = 60_000;

    /** Requires an id, a candidate and a location. */
    public Vote {
        Objects.requireNonNull(voteId, "vote_id must be given");
        Objects.requireNonNull(candidateId, "candidate_id must be given");
        Objects.requireNonNull(location, "location must be given");
    }
}
