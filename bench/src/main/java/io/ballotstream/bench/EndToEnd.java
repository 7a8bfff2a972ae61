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

/**
 * Throughput from the first published voter to the last counted vote, with all parts running at once. Its limit is the
 * throughput of the same parts one after the other, each with the whole machine: if running at once costs nothing, the
 * parts take as long as their sum, because they share the processors.
 */
final class EndToEnd implements Benchmark {
    private static final double TARGET = 20_000;
    private static final double MILLION = 1e6;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Stage stage;
    private final SeedOptions election;
    private final Rounds rounds;
    private final Notes notes;
    private final PrintStream complaints;

    /** @param complaints receives the report of an audit that fails */
    EndToEnd(Stage stage, SeedOptions election, Rounds rounds, Notes notes, PrintStream complaints) {
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
        List<Double> cpuSeconds = new ArrayList<>();
        List<Double> failedAudits = new ArrayList<>();
        List<Double> limits = new ArrayList<>();
        List<Figure> space = new ArrayList<>();
        for (int round = rounds.first(stage.voters()); round <= rounds.measured(); round++) {
            notes.round("Voting, casting and counting at once", round, rounds);
            Round held = round();
            if (space.isEmpty()) {
                // The topics still contained nothing when this round began.
                space.addAll(held.space());
            }
            failedAudits.add(held.auditPasses() ? 0.0 : 1.0);
            if (round > 0) {
                speed.add(held.ballotsPerSecond());
                cpuSeconds.add(held.cpuSecondsPerMillionBallots());
                notes.round("Publishing, casting and counting one after the other", round, rounds);
                limits.add(limit());
            }
        }
        Figure atOnce =
                Figure.of("published, cast and counted", Unit.BALLOTS_PER_SECOND, speed, Target.atLeast(TARGET));
        Figure limit = Figure.of("its limit: one after the other", Unit.BALLOTS_PER_SECOND, limits);
        List<Figure> figures = new ArrayList<>(List.of(
                atOnce,
                limit,
                Figure.ratio("end to end ÷ its limit", atOnce, limit),
                Figure.of("CPU time per million ballots", Unit.SECONDS, cpuSeconds)));
        figures.addAll(space);
        figures.add(Figure.of("audits that fail", Unit.NUMBER, failedAudits, Target.exactly(0)));
        return figures;
    }

    /** Publishes, casts and counts the prepared election, each after the end of the part before. */
    private double limit() throws InterruptedException {
        stage.beginAgain();
        AtomicLong began = new AtomicLong();
        stage.publish(Rate.MAX, beginning(began));
        double publishing = (System.currentTimeMillis() - began.get()) / 1000.0;
        stage.castAll();
        double casting = stage.tables().number(Casting.SECONDS);
        stage.countAll();
        double counting = stage.tables().number(Tally.SECONDS);
        return stage.voters() / (publishing + casting + counting);
    }

    /** The throughput, the CPU time and the space of one election, and whether its audit passes. */
    record Round(
            double ballotsPerSecond, double cpuSecondsPerMillionBallots, List<Figure> space, boolean auditPasses) {}

    /** Holds the prepared election again. */
    Round round() throws InterruptedException {
        stage.beginAgain();
        Proceedings proceedings = Proceedings.open(stage);
        try (CpuTime cpu = new CpuTime(stage.tables())) {
            Footprint before = Footprint.of(stage);
            double cpuBefore = cpu.seconds();
            double speed = ballotsPerSecond(proceedings);
            double cpuSeconds = (cpu.seconds() - cpuBefore) * MILLION / stage.voters();
            // The jobs commit their output at the next checkpoint, so the audit runs before they stop.
            boolean auditPasses = auditPasses();
            List<Figure> space = Footprint.of(stage).perMillionVoters(before, stage.voters());
            return new Round(speed, cpuSeconds, space, auditPasses);
        } finally {
            proceedings.stop();
        }
    }

    private double ballotsPerSecond(Proceedings proceedings) throws InterruptedException {
        AtomicLong began = new AtomicLong();
        stage.publish(Rate.MAX, beginning(began));
        double ended = proceedings.awaitCounted(stage.voters());
        return stage.voters() * 1000 / (ended - began.get());
    }

    /** Sets the time at which publishing begins. It is called directly before the first record is sent. */
    private static SeedListener beginning(AtomicLong began) {
        return (phase, done, total) -> {
            if (phase == SeedPhase.PUBLISHING) {
                began.compareAndSet(0, System.currentTimeMillis());
            }
        };
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
