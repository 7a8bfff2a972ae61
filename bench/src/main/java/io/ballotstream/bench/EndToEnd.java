package io.ballotstream.bench;

import io.ballotstream.audit.Audit;
import io.ballotstream.audit.AuditReport;
import io.ballotstream.audit.Drain;
import io.ballotstream.seeder.plan.SeedOptions;
import io.ballotstream.seeder.progress.SeedListener;
import io.ballotstream.seeder.progress.SeedPhase;
import io.ballotstream.seeder.publishing.Rate;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Help.Ansi;

/** Throughput from the first published voter to the last counted vote, with all parts running at once. */
final class EndToEnd implements Benchmark {
    private static final double TARGET = 20_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Stage stage;
    private final SeedOptions election;
    private final int rounds;
    private final Notes notes;
    private final PrintStream complaints;

    /** @param complaints receives the report of an audit that fails */
    EndToEnd(Stage stage, SeedOptions election, int rounds, Notes notes, PrintStream complaints) {
        this.stage = stage;
        this.election = election;
        this.rounds = rounds;
        this.notes = notes;
        this.complaints = complaints;
    }

    @Override
    public String title() {
        return "end to end";
    }

    @Override
    public List<Figure> measure() throws InterruptedException {
        stage.prepare(election);
        List<Double> speed = new ArrayList<>();
        List<Double> failedAudits = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            notes.round("Voting, casting and counting at once", round, rounds);
            Round held = round();
            speed.add(held.ballotsPerSecond());
            failedAudits.add(held.auditPasses() ? 0.0 : 1.0);
        }
        return List.of(
                Figure.of("published, cast and counted", Unit.BALLOTS_PER_SECOND, speed, Target.atLeast(TARGET)),
                Figure.of("audits that fail", Unit.NUMBER, failedAudits, Target.exactly(0)));
    }

    /** The throughput of one election in ballots per second, and whether its audit passes. */
    record Round(double ballotsPerSecond, boolean auditPasses) {}

    /** Holds the prepared election again. */
    Round round() throws InterruptedException {
        stage.beginAgain();
        Proceedings proceedings = Proceedings.open(stage);
        try {
            double speed = ballotsPerSecond(proceedings);
            // The jobs commit their output at the next checkpoint, so the audit runs before they stop.
            return new Round(speed, auditPasses());
        } finally {
            proceedings.stop();
        }
    }

    private double ballotsPerSecond(Proceedings proceedings) throws InterruptedException {
        AtomicLong began = new AtomicLong();
        // The listener is called directly before the first record is sent.
        SeedListener beginning = (phase, done, total) -> {
            if (phase == SeedPhase.PUBLISHING) {
                began.compareAndSet(0, System.currentTimeMillis());
            }
        };
        stage.publish(Rate.MAX, beginning);
        double ended = proceedings.awaitCounted(stage.voters());
        return stage.voters() * 1000 / (ended - began.get());
    }

    private boolean auditPasses() throws InterruptedException {
        List<String> missing = new Drain(stage.owner(), stage.kafka()).await(PATIENCE, nothing -> {});
        AuditReport report =
                new Audit(stage.owner(), stage.kafka(), Optional.ofNullable(election.results())).run(missing);
        if (!report.passes()) {
            complaints.print(report.render(Ansi.OFF));
        }
        return report.passes();
    }
}
