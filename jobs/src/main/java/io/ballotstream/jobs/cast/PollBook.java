package io.ballotstream.jobs.cast;

import io.ballotstream.model.VoteId;
import java.util.Arrays;

/**
 * Which voters have voted, in buckets, each of which is keyed state of its own. A voter is recorded by the vote id, which
 * is as good as the voter id (128 bits of an HMAC of it), of one length, and determines the bucket.
 *
 * <p>A bucket is an array with two longs per voter, in no order: what Flink copies and writes fastest. With one state entry
 * per voter instead, each checkpoint of a state on the heap would write millions of entries one by one. A bucket holds some
 * 8 to 16 voters when all have voted, however many there are: a vote writes its whole bucket, which a state backend on disk
 * would notice if it were long.
 */
final class PollBook {
    private static final int FULL_BUCKET = 16;
    private static final int FEWEST_BUCKET_BITS = 10;
    private static final int MOST_BUCKET_BITS = 30;

    private final int bucketBits;

    /**
     * A book in which a voter always has the same bucket.
     *
     * @param voters how many have a right to vote
     */
    PollBook(long voters) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.max(0, voters - 1) / FULL_BUCKET);
        bucketBits = Math.min(MOST_BUCKET_BITS, Math.max(FEWEST_BUCKET_BITS, bits));
    }

    /** The number of the bucket, from 0, for the voter with this vote id. */
    int bucketOf(VoteId voteId) {
        return (int) (voteId.high() >>> (Long.SIZE - bucketBits));
    }

    /** Whether the bucket, which is null as long as it is empty, holds the voter with this vote id. */
    static boolean holds(long[] bucket, VoteId voteId) {
        if (bucket != null) {
            for (int i = 0; i < bucket.length; i += 2) {
                if (bucket[i] == voteId.high() && bucket[i + 1] == voteId.low()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A bucket that also holds the voter with this vote id; the given one does not change. */
    static long[] with(long[] bucket, VoteId voteId) {
        int length = bucket == null ? 0 : bucket.length;
        long[] longer = bucket == null ? new long[2] : Arrays.copyOf(bucket, length + 2);
        longer[length] = voteId.high();
        longer[length + 1] = voteId.low();
        return longer;
    }
}
