package io.ballotstream.jobs.cast.rules;

import io.ballotstream.model.InvalidRecordException;
import io.ballotstream.model.RejectReason;
import io.ballotstream.model.Vote;
import io.ballotstream.model.codec.RollEntry;

/**
 * Computes the voting time: the record's Kafka timestamp minus the field {@code voted_before_ms}, or minus the voter's
 * dwell if the field is missing.
 *
 * <p>The dwell simulates the time between a vote and its arrival, 0 to 4999 ms. It is a function of location and roll
 * number, so that votes arrive out of order but a replay computes the same times.
 */
public final class VotingTime {
    private static final int LONGEST_DWELL_MS = 4999;
    private static final long FIRST_MS_OF_2200 = 7_258_118_400_000L;

    private VotingTime() {}

    /**
     * Computes the voting time.
     *
     * @param entry the voter's record
     * @param timestamp the record's Kafka timestamp, in epoch milliseconds
     * @return epoch milliseconds, from 1970 to 2199
     * @throws InvalidRecordException FUTURE_TIME if the voting time is more than a minute after the timestamp;
     *     BAD_FIELD if either is outside of these years, where times overflow or cannot be stored
     */
    public static long of(RollEntry entry, long timestamp) throws InvalidRecordException {
        Long votedBefore = entry.votedBeforeMs();
        if (votedBefore != null && votedBefore < -Vote.CLOCK_TOLERANCE_MS) {
            throw new InvalidRecordException(
                    RejectReason.FUTURE_TIME,
                    "The field voted_before_ms puts the vote more than a minute after its record.");
        }
        long time = timestamp - (votedBefore == null ? dwell(entry.location(), entry.rollNumber()) : votedBefore);
        if (!isPlausible(timestamp) || !isPlausible(time)) {
            throw new InvalidRecordException(
                    RejectReason.BAD_FIELD,
                    "The field voted_before_ms or the record's timestamp puts the vote before 1970 or after 2199.");
        }
        return time;
    }

    static int dwell(String location, long rollNumber) {
        // The final mix of SplitMix64 gives consecutive roll numbers very different dwells.
        long mixed = location.hashCode() + rollNumber * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        mixed ^= mixed >>> 31;
        return (int) Math.floorMod(mixed, (long) LONGEST_DWELL_MS + 1);
    }

    private static boolean isPlausible(long time) {
        return time >= 0 && time < FIRST_MS_OF_2200;
    }
}
