package io.ballotstream.bench;

import java.util.List;

/** Measures one subject. */
interface Benchmark {
    /** What it measures, for the head of its table. */
    String title();

    /**
     * Measures, which takes a while.
     *
     * @throws io.ballotstream.model.ServiceFailedException if a service fails, or the count is wrong
     */
    List<Figure> measure() throws InterruptedException;
}
