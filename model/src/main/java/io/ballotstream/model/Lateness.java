package io.ballotstream.model;

import java.io.Serializable;
import java.time.Duration;

/**
 * Decides whether a vote is late. The decision depends on the record only, so it is the same after a replay, for a
 * backlog, and after rescaling.
 *
 * @param allowed the longest time between the vote and the Kafka timestamp of its record
 */
public record Lateness(Duration allowed) implements Serializable {
    /** The default of the tally job. Injected late votes exceed it. */
    public static final Duration DEFAULT_ALLOWED = Duration.ofMinutes(10);

    /** Requires a duration that is not negative. */
    public Lateness {
        if (allowed.isNegative()) {
            throw new IllegalArgumentException("The allowed lateness must not be negative, but is " + allowed);
        }
    }

    /**
     * Decides for one vote.
     *
     * @param votingTime when the vote was cast, in epoch milliseconds
     * @param kafkaTimestamp of the vote's record, in epoch milliseconds
     * @return whether the vote is late
     */
    public boolean isLate(long votingTime, long kafkaTimestamp) {
        // The difference of the two times would overflow for a voting time far in the past.
        return votingTime < kafkaTimestamp - allowed.toMillis();
    }
}
