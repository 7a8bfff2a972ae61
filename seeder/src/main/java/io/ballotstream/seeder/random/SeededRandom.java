package io.ballotstream.seeder.random;

import java.util.SplittableRandom;

/**
 * Random generators from one seed. Each purpose has its own generator, so that additional draws for one purpose do not
 * change others. The draws for a number do not require the draws for the numbers before it.
 */
public final class SeededRandom {
    private static final long GOLDEN_RATIO = 0x9e3779b97f4a7c15L;

    private SeededRandom() {}

    /**
     * The generator for a purpose.
     *
     * @param seed of the election
     * @param purpose any text; a different one gives independent draws
     * @return a new generator
     */
    public static SplittableRandom of(long seed, String purpose) {
        return new SplittableRandom(key(seed, purpose));
    }

    /**
     * A hash of seed and purpose.
     *
     * @param seed of the election
     * @param purpose any text
     * @return the key for {@link #of(long, long)}
     */
    public static long key(long seed, String purpose) {
        long key = mix(seed);
        for (int i = 0; i < purpose.length(); i++) {
            key = mix(key + GOLDEN_RATIO * (purpose.charAt(i) + 1L));
        }
        return key;
    }

    /**
     * The generator for a number under a key.
     *
     * @param key from {@link #key}
     * @param number of the element
     * @return a new generator
     */
    public static SplittableRandom of(long key, long number) {
        return new SplittableRandom(mix(key + GOLDEN_RATIO * (number + 1)));
    }

    /**
     * Mixes the bits of a number. A bijection: the finalizer of SplitMix64.
     *
     * @param value any number
     * @return a number in which each bit depends on all bits of the value
     */
    public static long mix(long value) {
        value = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        value = (value ^ (value >>> 27)) * 0x94d049bb133111ebL;
        return value ^ (value >>> 31);
    }
}
