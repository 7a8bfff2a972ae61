package io.ballotstream.model;

import java.util.Objects;

/**
 * A cast vote, as on {@code votes_topic}: without personal data.
 *
 * @param votingTime epoch milliseconds
 */
public record Vote(VoteId voteId, String candidateId, String location, long votingTime) {
    /**
     * How far the voting time may lie after the vote's Kafka timestamp, in milliseconds: clocks differ, but not by more.
     */
    public static final long CLOCK_TOLERANCE_MS = 60_000;

    /** Refuses a vote without an id, a candidate or a location. */
    public Vote {
        Objects.requireNonNull(voteId, "vote_id must be given");
        Objects.requireNonNull(candidateId, "candidate_id must be given");
        Objects.requireNonNull(location, "location must be given");
    }
}
