package io.ballotstream.bench;

import io.ballotstream.jobs.election.TallySetup;
import io.ballotstream.jobs.tally.TallySettings;
import io.ballotstream.model.Topics;
import java.util.List;

/**
 * The fastest loop that counts the same votes: a consumer for each thread, the scanner of the tally, and hash maps. It
 * is not fault-tolerant: nothing is checkpointed, fenced or written. Its results exist only in memory, and only at the
 * end.
 *
 * <p>The time begins with connecting and ends when the counts of all threads are merged into result tables.
 */
final class FastestLoop implements TallyBaseline {
    private final Stage stage;

    FastestLoop(Stage stage) {
        this.stage = stage;
    }

    @Override
    public Counted count() throws InterruptedException {
        TallySetup election = stage.election();
        long windowMs = TallySettings.DEFAULT.window().toMillis();
        long began = System.nanoTime();
        List<VoteCounter> counters = new ConsumerLoops(stage.kafka(), Topics.VOTES, stage.parallelism())
                .read(() -> new VoteCounter(election, windowMs));
        HashMapTally.Results results = new HashMapTally.Results(election, windowMs);
        counters.forEach(counter -> results.add(counter.take()));
        double seconds = (System.nanoTime() - began) / 1e9;
        return new Counted(seconds, results.cells());
    }
}
