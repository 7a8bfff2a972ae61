package io.ballotstream.jobs.cast;

import io.ballotstream.model.VoteId;
import java.util.Arrays;

/**
 * The set of voters who have voted, stored in buckets. Each bucket is the keyed state of one key. A voter is
 * represented by the vote id, 128 bits of an HMAC of the voter id. It has a fixed length, and its first bits are the
 * number of the bucket.
 *
 * <p>A bucket is an unordered array with two longs per voter, which Flink copies and writes fastest. With one state
 * entry per voter, a checkpoint of heap state would write millions of entries one by one. The number of buckets depends
 * on the number of voters, so that a full bucket contains about 8 to 16 voters. Buckets must stay short, because each
 * vote writes its whole bucket to a state backend on disk.
 */
final class PollBook {
    private static final int FULL_BUCKET = 16;
    private static final int FEWEST_BUCKET_BITS = 10;
    private static final int MOST_BUCKET_BITS = 30;

    private final int bucketBits;

    /**
     * Chooses the number of buckets.
     *
     * @param voters number of registered voters, which must be the same after every restart
     */
    PollBook(long voters) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.max(0, voters - 1) / FULL_BUCKET);
        bucketBits = Math.min(MOST_BUCKET_BITS, Math.max(FEWEST_BUCKET_BITS, bits));
    }

    /** The bucket of the voter with this vote id, from 0. */
    int bucketOf(VoteId voteId) {
        return (int) (voteId.high() >>> (Long.SIZE - bucketBits));
    }

    /** Whether the bucket contains the voter with this vote id. An empty bucket is null. */
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

    /** A copy of the bucket that also contains the voter with this vote id. */
    static long[] with(long[] bucket, VoteId voteId) {
        int length = bucket == null ? 0 : bucket.length;
        long[] longer = bucket == null ? new long[2] : Arrays.copyOf(bucket, length + 2);
        longer[length] = voteId.high();
        longer[length + 1] = voteId.low();
        return longer;
    }
}
