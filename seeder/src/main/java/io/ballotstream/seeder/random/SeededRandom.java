package io.ballotstream.seeder.random;

import java.util.SplittableRandom;

/**
 * Generators drawn from one seed: each purpose has its own, so that more draws for one change nothing for another, and
 * what belongs to a number can be drawn without drawing for the numbers before it.
 */
public final class SeededRandom {
    private static final long GOLDEN_RATIO = 0x9e3779b97f4a7c15L;

    private SeededRandom() {}

    /** The generator of a purpose. */
    public static SplittableRandom of(long seed, String purpose) {
        return new SplittableRandom(key(seed, purpose));
    }

    /** A number that stands for seed and purpose. */
    public static long key(long seed, String purpose) {
        long key = mix(seed);
        for (int i = 0; i < purpose.length(); i++) {
            key = mix(key + GOLDEN_RATIO * (purpose.charAt(i) + 1L));
        }
        return key;
    }

    /** The generator of one number under a key. */
    public static SplittableRandom of(long key, long number) {
        return new SplittableRandom(mix(key + GOLDEN_RATIO * (number + 1)));
    }

    /** Spreads the bits of a number: a bijection, the finalizer of SplitMix64. */
    public static long mix(long value) {
        value = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        value = (value ^ (value >>> 27)) * 0x94d049bb133111ebL;
        return value ^ (value >>> 31);
    }
}
