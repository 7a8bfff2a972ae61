package io.ballotstream.seeder.random;

/**
 * A permutation of 0…n−1 in constant memory: a Feistel network over the next power of four, applied again until the
 * result is in the range (cycle walking).
 */
public final class Permutation {
    private static final int ROUNDS = 6;

    private final long size;
    private final long key;
    private final int halfBits;
    private final long halfMask;

    /**
     * Creates a permutation.
     *
     * @param key a different key gives a different order
     * @param size 1 to 2<sup>62</sup>
     */
    public Permutation(long key, long size) {
        if (size < 1 || size > 1L << 62) {
            throw new IllegalArgumentException("A permutation needs 1 to 2^62 elements, not " + size);
        }
        this.key = key;
        this.size = size;
        int bits = Long.SIZE - Long.numberOfLeadingZeros(size - 1);
        this.halfBits = Math.max(1, (bits + 1) / 2);
        this.halfMask = (1L << halfBits) - 1;
    }

    /**
     * The number at a position. Each number is at exactly one position.
     *
     * @param position from 0, below the size
     * @return from 0, below the size
     */
    public long at(long position) {
        if (position < 0 || position >= size) {
            throw new IndexOutOfBoundsException("Position " + position + " of " + size);
        }
        long value = position;
        do {
            value = feistel(value);
        } while (value >= size);
        return value;
    }

    private long feistel(long value) {
        long left = value >>> halfBits;
        long right = value & halfMask;
        for (int round = 0; round < ROUNDS; round++) {
            long next = left ^ (SeededRandom.mix(key + right * ROUNDS + round) & halfMask);
            left = right;
            right = next;
        }
        return left << halfBits | right;
    }
}
