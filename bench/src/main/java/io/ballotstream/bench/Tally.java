package io.ballotstream.bench;

import io.ballotstream.model.InvalidRecordException;
import io.ballotstream.model.Jobs;
import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.model.Topics;
import io.ballotstream.model.codec.VoteJson;
import io.ballotstream.seeder.plan.SeedOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Throughput of counting the votes of a topic. Alternates with a plain consumer loop that parses the same records.
 * Both times begin with connecting. The time of the tally ends with its last row, the time of the loop with its last
 * record.
 */
final class Tally implements Benchmark {
    private static final double TARGET = 400_000;
    private static final double TARGET_OF_LOOP = 0.6;
    private static final String SECONDS = """
            SELECT extract(epoch FROM greatest((SELECT max(written_at) FROM candidate_totals),
                                               (SELECT max(written_at) FROM location_totals)) - started_at)
            FROM job_runs WHERE job = '""" + Jobs.TALLY + "'";

    private final Stage stage;
    private final SeedOptions election;
    private final int rounds;
    private final Notes notes;

    Tally(Stage stage, SeedOptions election, int rounds, Notes notes) {
        this.stage = stage;
        this.election = election;
        this.rounds = rounds;
        this.notes = notes;
    }

    @Override
    public String title() {
        return "tally alone";
    }

    @Override
    public List<Figure> measure() throws InterruptedException {
        stage.requireVotes(election);
        List<Double> loop = new ArrayList<>();
        List<Double> tally = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            notes.round("Counting the votes of the topic", round, rounds);
            double loopSpeed = loop();
            double tallySpeed = tally();
            if (round > 0) {
                loop.add(loopSpeed);
                tally.add(tallySpeed);
            }
        }
        Figure ofLoop = Figure.of("plain consumer loop", Unit.VOTES_PER_SECOND, loop);
        Figure ofTally = Figure.of("tally", Unit.VOTES_PER_SECOND, tally, Target.atLeast(TARGET));
        return List.of(ofLoop, ofTally, Figure.ratio("tally ÷ loop", ofTally, ofLoop, Target.atLeast(TARGET_OF_LOOP)));
    }

    private double loop() {
        AtomicLong newest = new AtomicLong();
        long began = System.nanoTime();
        new ConsumerLoop(stage.kafka(), Topics.VOTES).read(stage.voters(), record -> {
            try {
                long time = VoteJson.read(record.value()).votingTime();
                if (time > newest.getPlain()) {
                    newest.setPlain(time);
                }
            } catch (InvalidRecordException e) {
                throw new ServiceFailedException(Topics.VOTES + " contains a record that is not a valid vote.", e);
            }
        });
        return stage.voters() * 1e9 / (System.nanoTime() - began);
    }

    private double tally() throws InterruptedException {
        stage.forgetCounts();
        stage.countAll();
        double counted = stage.tables().number("SELECT sum(votes) FROM candidate_totals");
        if (counted != stage.voters()) {
            throw new ServiceFailedException("Of " + stage.voters() + " votes, " + (long) counted + " were counted.");
        }
        return stage.voters() / stage.tables().number(SECONDS);
    }
}
