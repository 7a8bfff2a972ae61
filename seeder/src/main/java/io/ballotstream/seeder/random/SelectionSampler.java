package io.ballotstream.seeder.random;

import java.util.SplittableRandom;

/**
 * Selects exactly the given number of elements of a population, one by one, each with the same probability and in
 * constant memory (Knuth's selection sampling). The same seed selects the same elements.
 */
public final class SelectionSampler {
    private final SplittableRandom random;
    private long population;
    private long selection;

    /** @param selection the number of elements to select, at most the population */
    public SelectionSampler(SplittableRandom random, long population, long selection) {
        if (selection < 0 || selection > population) {
            throw new IllegalArgumentException("Cannot select " + selection + " of " + population);
        }
        this.random = random;
        this.population = population;
        this.selection = selection;
    }

    /** {@return whether the next one is selected} */
    public boolean next() {
        if (population == 0) {
            throw new IllegalStateException("All elements have been decided");
        }
        boolean selected = random.nextLong(population) < selection;
        population--;
        selection -= selected ? 1 : 0;
        return selected;
    }

    /** Decides on the given number of elements and discards the decisions. */
    public SelectionSampler skip(long count) {
        for (long i = 0; i < count; i++) {
            next();
        }
        return this;
    }
}
