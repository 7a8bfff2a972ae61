package io.ballotstream.bench;

import java.util.List;

/** One benchmark. */
interface Benchmark {
    /** The title of its table. */
    String title();

    /**
     * Runs the benchmark, which takes a while.
     *
     * @throws io.ballotstream.model.ServiceFailedException if a service fails, or the count is wrong
     */
    List<Figure> measure() throws InterruptedException;
}
