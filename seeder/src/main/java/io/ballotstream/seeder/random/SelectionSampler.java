package io.ballotstream.seeder.random;

import java.util.SplittableRandom;

/**
 * Selects exactly so many of a population, each with the same chance, one after the other and in no memory (Knuth's
 * selection sampling). The same seed selects the same.
 */
public final class SelectionSampler {
    private final SplittableRandom random;
    private long population;
    private long selection;

    /** @param selection how many of the population, at most all */
    public SelectionSampler(SplittableRandom random, long population, long selection) {
        if (selection < 0 || selection > population) {
            throw new IllegalArgumentException("Of " + population + " nobody can select " + selection);
        }
        this.random = random;
        this.population = population;
        this.selection = selection;
    }

    /** Whether the next one is selected. */
    public boolean next() {
        if (population == 0) {
            throw new IllegalStateException("The whole population has been decided on");
        }
        boolean selected = random.nextLong(population) < selection;
        population--;
        selection -= selected ? 1 : 0;
        return selected;
    }

    /** Decides on so many without telling. */
    public SelectionSampler skip(long count) {
        for (long i = 0; i < count; i++) {
            next();
        }
        return this;
    }
}
