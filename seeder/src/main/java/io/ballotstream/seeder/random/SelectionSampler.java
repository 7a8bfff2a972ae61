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

    /**
     * Creates a sampler that has not decided on any element.
     *
     * @param random draws one number for each element
     * @param population the number of elements
     * @param selection the number of elements to select, at most the population
     */
    public SelectionSampler(SplittableRandom random, long population, long selection) {
        if (selection < 0 || selection > population) {
            throw new IllegalArgumentException("Cannot select " + selection + " of " + population);
        }
        this.random = random;
        this.population = population;
        this.selection = selection;
    }

    /** {@return whether the next element is selected} */
    public boolean next() {
        if (population == 0) {
            throw new IllegalStateException("All elements have been decided");
        }
        boolean selected = random.nextLong(population) < selection;
        population--;
        selection -= selected ? 1 : 0;
        return selected;
    }

    /**
     * Decides on elements and discards the decisions.
     *
     * @param count the number of elements to skip
     * @return this sampler
     */
    public SelectionSampler skip(long count) {
        for (long i = 0; i < count; i++) {
            next();
        }
        return this;
    }
}
