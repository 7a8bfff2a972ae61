package io.ballotstream.jobs.cast;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * Who has voted, in pages, each of which is state of its own. A voter is written down by the vote id, which is as good as
 * the voter id (128 bits of an HMAC of it), of one length, and tells the page.
 *
 * <p>A page is an array with two longs a voter, in no order: what Flink copies and writes fastest. With an entry a voter
 * instead, each checkpoint of a state on the heap would write millions of entries one by one. A page holds some 8 to 16
 * voters when all have voted, however many there are: a vote writes its whole page, which a state backend on disk would
 * notice if it were long.
 */
final class PollBook {
    private static final int FULL_PAGE = 16;
    private static final int FEWEST_PAGE_BITS = 10;
    private static final int MOST_PAGE_BITS = 30;
    private static final int HALF = 16;

    private final int pageBits;

    /**
     * A book in which voters always stand on the same pages.
     *
     * @param voters how many have a right to vote
     */
    PollBook(long voters) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.max(0, voters - 1) / FULL_PAGE);
        pageBits = Math.min(MOST_PAGE_BITS, Math.max(FEWEST_PAGE_BITS, bits));
    }

    /** The number of the page, from 0, for the voter with this vote id. */
    int pageOf(String voteId) {
        return (int) (firstHalf(voteId) >>> (Long.SIZE - pageBits));
    }

    /** Whether the page, which is null as long as it is empty, holds the voter with this vote id. */
    static boolean holds(long[] page, String voteId) {
        if (page != null) {
            long first = firstHalf(voteId);
            long second = secondHalf(voteId);
            for (int i = 0; i < page.length; i += 2) {
                if (page[i] == first && page[i + 1] == second) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A page that also holds the voter with this vote id; the page itself stays as it is. */
    static long[] with(long[] page, String voteId) {
        int length = page == null ? 0 : page.length;
        long[] longer = page == null ? new long[2] : Arrays.copyOf(page, length + 2);
        longer[length] = firstHalf(voteId);
        longer[length + 1] = secondHalf(voteId);
        return longer;
    }

    private static long firstHalf(String voteId) {
        return HexFormat.fromHexDigitsToLong(voteId, 0, HALF);
    }

    private static long secondHalf(String voteId) {
        return HexFormat.fromHexDigitsToLong(voteId, HALF, 2 * HALF);
    }
}
