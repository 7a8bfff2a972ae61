package io.ballotstream.jobs.cast.rules;

import io.ballotstream.model.InvalidRecordException;
import io.ballotstream.model.RejectReason;
import io.ballotstream.model.Vote;
import io.ballotstream.model.codec.RollEntry;

/**
 * When a voter votes: as long before the record's Kafka timestamp as the record says, or else as the voter's dwell.
 *
 * <p>The dwell stands for the time between the vote and its arrival. It is a function of the voter's place on the roll,
 * 0 to 4999 ms, so that votes come out of order and a replay still gives the same times.
 */
public final class VotingTime {
    private static final int LONGEST_DWELL_MS = 4999;
    private static final long FIRST_MS_OF_2200 = 7_258_118_400_000L;

    private VotingTime() {}

    /**
     * The voting time in epoch milliseconds, from 1970 to 2199.
     *
     * @param timestamp the record's Kafka timestamp, in epoch milliseconds
     * @throws InvalidRecordException FUTURE_TIME if it is more than a minute after the timestamp; BAD_FIELD if either
     *     lies in other years, where times overflow or cannot be kept
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
        // Neighbours on the roll get dwells far apart: the finishing steps of SplitMix64.
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
