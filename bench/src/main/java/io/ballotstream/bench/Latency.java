package io.ballotstream.bench;

import io.ballotstream.audit.Audit;
import io.ballotstream.audit.AuditReport;
import io.ballotstream.audit.Drain;
import io.ballotstream.model.InvalidRecordException;
import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.model.Topics;
import io.ballotstream.model.Vote;
import io.ballotstream.model.codec.VoteJson;
import io.ballotstream.seeder.progress.SeedListener;
import io.ballotstream.seeder.publishing.Rate;
import io.ballotstream.store.kafka.TopicCount;
import io.ballotstream.store.kafka.TopicReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Latency from a vote to its total on the board, at a constant rate and with exactly-once. It begins with the Kafka
 * timestamp of the voter's record, which is also the timestamp of the vote's record. It ends when a reader of the
 * results receives a count that includes the vote.
 */
final class Latency implements Benchmark {
    private static final double TARGET_VERDICT_MS = 3000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final double TARGET_P99_MS = 1500;
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(10);
    /** The last of these parts of the time is compared with the first. */
    private static final int PARTS = 6;

    private final Stage stage;
    private final double rate;
    private final Duration time;
    private final Duration warmUp;
    private final long earlier;
    private final Notes notes;

    /**
     * @param rate votes per second
     * @param earlier number of voters who vote before the measurement begins, so that the jobs have their state
     */
    Latency(Stage stage, double rate, Duration time, long earlier, Notes notes) {
        this.stage = stage;
        this.rate = rate;
        this.time = time;
        this.earlier = earlier;
        this.warmUp = time.compareTo(LONGEST_WARM_UP) < 0 ? time : LONGEST_WARM_UP;
        this.notes = notes;
    }

    @Override
    public String title() {
        return "vote cast to visible, after " + warmUp.toSeconds() + " s of warm-up"
                + (earlier == 0 ? "" : String.format(Locale.ROOT, " and %,d earlier votes", earlier));
    }

    @Override
    public List<Figure> measure() throws InterruptedException {
        stage.prepare(BenchCommand.simulated(earlier + (long) (rate * (warmUp.toSeconds() + time.toSeconds()))));
        stage.beginAgain();
        Proceedings proceedings = Proceedings.open(stage);
        try (BoardWatch board = new BoardWatch(stage.reader())) {
            notes.say("Voting at " + Unit.VOTES_PER_SECOND.text(rate));
            EarlierVoters voters = new EarlierVoters(earlier, new Rate(rate), proceedings);
            stage.publish(voters, SeedListener.NONE);
            long lastVote = System.nanoTime();
            requireVerdict();
            double verdictMs = Duration.ofNanos(System.nanoTime() - lastVote).toMillis();
            board.end();
            List<Figure> figures = figures(board, voters.pacedSince());
            figures.add(Figure.of(
                    "last vote to verdict", Unit.MILLISECONDS, List.of(verdictMs), Target.atMost(TARGET_VERDICT_MS)));
            return figures;
        } finally {
            proceedings.stop();
        }
    }

    /** Like a rehearsal, waits until the stream is drained, and audits. */
    private void requireVerdict() throws InterruptedException {
        List<String> missing = new Drain(stage.owner(), stage.kafka()).await(PATIENCE, nothing -> {});
        AuditReport report = new Audit(stage.owner(), stage.kafka(), Optional.empty()).run(missing);
        if (!report.passes()) {
            throw new ServiceFailedException("The audit of the measured election fails: " + report.verdictLine() + ".");
        }
    }

    private List<Figure> figures(BoardWatch board, long pacedSince) {
        AtomicLong paced = new AtomicLong();
        AtomicLong first = new AtomicLong(Long.MAX_VALUE);
        AtomicLong last = new AtomicLong();
        try (TopicReader reader = new TopicReader(stage.kafka(), Topics.VOTES)) {
            TopicCount votes = new TopicCount(reader);
            reader.readToEnd(record -> {
                votes.visit(record);
                Vote vote = vote(TopicReader.bytes(record.value()));
                board.cast(vote.location(), vote.candidateId(), record.timestamp());
                if (record.timestamp() >= pacedSince) {
                    paced.setPlain(paced.getPlain() + 1);
                    first.setPlain(Math.min(first.getPlain(), record.timestamp()));
                    last.setPlain(Math.max(last.getPlain(), record.timestamp()));
                }
            });
            if (votes.records() != stage.voters()) {
                throw new ServiceFailedException(
                        Topics.VOTES + " contains " + votes.records() + " of " + stage.voters() + " records.");
            }
        }
        List<Figure> figures = new ArrayList<>();
        double achieved = (paced.get() - 1) * 1000.0 / Math.max(1, last.get() - first.get());
        figures.add(Figure.of("rate reached", Unit.VOTES_PER_SECOND, List.of(achieved)));
        long from = first.get() + warmUp.toMillis();
        figures.addAll(percentiles("standings", board.standings(), from, last.get()));
        figures.addAll(percentiles("locations' totals", board.locations(), from, last.get()));
        return figures;
    }

    private static Vote vote(byte[] json) {
        try {
            return VoteJson.read(json);
        } catch (InvalidRecordException e) {
            throw new ServiceFailedException(Topics.VOTES + " contains a record that is not a valid vote.", e);
        }
    }

    private static List<Figure> percentiles(String where, CellsOverTime cells, long from, long to) {
        long[] sorted = cells.latencies(from, Long.MAX_VALUE);
        long part = (to - from) / PARTS;
        double inFirstPart = percentile(cells.latencies(from, from + part), 0.99);
        double inLastPart = percentile(cells.latencies(to - part, Long.MAX_VALUE), 0.99);
        return List.of(
                Figure.of(where + ", p50", Unit.MILLISECONDS, List.of(percentile(sorted, 0.5))),
                Figure.of(
                        where + ", p99",
                        Unit.MILLISECONDS,
                        List.of(percentile(sorted, 0.99)),
                        Target.atMost(TARGET_P99_MS)),
                Figure.of(where + ", p99.9", Unit.MILLISECONDS, List.of(percentile(sorted, 0.999))),
                Figure.of(where + ", longest", Unit.MILLISECONDS, List.of(percentile(sorted, 1))),
                Figure.of(
                        where + ", p99 of the last sixth ÷ of the first",
                        Unit.RATIO,
                        List.of(inLastPart / inFirstPart)));
    }

    /** The percentile for a fraction of the values. */
    static double percentile(long[] sorted, double part) {
        return sorted[Math.max(0, (int) Math.ceil(part * sorted.length) - 1)];
    }
}
