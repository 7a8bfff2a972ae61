package io.ballotstream.model;

import java.io.Serializable;
import java.time.Duration;

/**
 * When a vote is late: a property of its record alone, so that a replay, a backlog or a rescale decides the same.
 *
 * @param allowed the longest time between the vote and the Kafka timestamp of its record
 */
public record Lateness(Duration allowed) implements Serializable {
    /** What the jobs allow unless told otherwise, and what injected late votes exceed. */
    public static final Duration DEFAULT_ALLOWED = Duration.ofMinutes(10);

    /** Refuses a negative duration. */
    public Lateness {
        if (allowed.isNegative()) {
            throw new IllegalArgumentException("The allowed lateness must not be negative, but is " + allowed);
        }
    }

    /** Whether a vote came too late; both times in epoch milliseconds. */
    public boolean isLate(long votingTime, long kafkaTimestamp) {
        // Not the difference of the two, which overflows for a voting time far in the past.
        return votingTime < kafkaTimestamp - allowed.toMillis();
    }
}
