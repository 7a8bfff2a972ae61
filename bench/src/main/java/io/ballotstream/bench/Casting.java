package io.ballotstream.bench;

import io.ballotstream.model.Jobs;
import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.seeder.plan.SeedOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * Throughput of casting voters of a topic into the table and onto the topic. The time runs from the acquisition of the
 * outputs, which is before the first record, to the end of the job, when everything is committed. Alternates with COPY
 * of the same rows, and with the same job with the JDBC connector's sink.
 */
final class Casting implements Benchmark {
    private static final double TARGET = 60_000;
    private static final double TARGET_OF_COPY = 0.35;
    /** The seconds from the acquisition of the outputs until now. */
    static final String SECONDS =
            "SELECT extract(epoch FROM clock_timestamp() - started_at) FROM job_runs WHERE job = '" + Jobs.CASTING
                    + "'";

    private final Stage stage;
    private final SeedOptions election;
    private final Rounds rounds;
    private final Notes notes;

    Casting(Stage stage, SeedOptions election, Rounds rounds, Notes notes) {
        this.stage = stage;
        this.election = election;
        this.rounds = rounds;
        this.notes = notes;
    }

    @Override
    public String title() {
        return "casting alone";
    }

    private interface CastingRun {
        void toTheEnd() throws InterruptedException;
    }

    @Override
    public List<Figure> measure() throws InterruptedException {
        stage.requireVotes(election);
        List<Double> copy = new ArrayList<>();
        List<Double> casting = new ArrayList<>();
        List<Double> connector = new ArrayList<>();
        try (VotesCopy votes = VotesCopy.of(stage.tables())) {
            for (int round = rounds.first(stage.voters()); round <= rounds.measured(); round++) {
                notes.round("Casting the votes of all voters on the topic", round, rounds);
                double copySpeed = votes.rowsPerSecond();
                double castingSpeed = votesPerSecond(stage::castAll);
                double connectorSpeed = votesPerSecond(this::castAllByConnector);
                if (round > 0) {
                    copy.add(copySpeed);
                    casting.add(castingSpeed);
                    connector.add(connectorSpeed);
                }
            }
        }
        Figure ofCopy = Figure.of("COPY of the same rows", Unit.ROWS_PER_SECOND, copy);
        Figure ofCasting = Figure.of("casting", Unit.VOTES_PER_SECOND, casting, Target.atLeast(TARGET));
        Figure ofConnector = Figure.of("casting by the JDBC connector's sink", Unit.VOTES_PER_SECOND, connector);
        return List.of(
                ofCopy,
                ofConnector,
                ofCasting,
                Figure.ratio("casting ÷ COPY", ofCasting, ofCopy, Target.atLeast(TARGET_OF_COPY)),
                Figure.ratio("casting ÷ casting by the connector", ofCasting, ofConnector));
    }

    private double votesPerSecond(CastingRun run) throws InterruptedException {
        stage.forgetVotes();
        run.toTheEnd();
        double seconds = stage.tables().number(SECONDS);
        double cast = stage.tables().number("SELECT count(*) FROM votes");
        if (cast != stage.voters()) {
            throw new ServiceFailedException("Of " + stage.voters() + " votes, " + (long) cast + " were cast.");
        }
        return cast / seconds;
    }

    private void castAllByConnector() throws InterruptedException {
        stage.start(Jobs.CASTING, environment -> ConnectorCasting.build(environment, stage.kafka(), stage.writer()))
                .awaitEnd();
    }
}
