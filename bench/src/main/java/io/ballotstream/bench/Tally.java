package io.ballotstream.bench;

import io.ballotstream.model.Jobs;
import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.model.Topics;
import io.ballotstream.seeder.plan.SeedOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Throughput of counting the votes of a topic. Alternates with baselines that read the same topic with as many threads.
 * The results of each baseline must equal those of the tally, cell by cell.
 *
 * <p>The time of the tally begins with the acquisition of its outputs, which is before the first record, and ends with
 * its last row.
 */
final class Tally implements Benchmark {
    private static final double TARGET = 400_000;
    private static final double TARGET_OF_LOOP = 0.8;
    private static final String RAW = "raw consume";
    private static final String LOOP = "fastest loop";
    private static final String TALLY = "tally";
    private static final String SQL = "Flink SQL";
    private static final String STREAMS = "Kafka Streams";
    /** The seconds from the acquisition of the outputs to the last row. */
    static final String SECONDS = """
            SELECT extract(epoch FROM greatest((SELECT max(written_at) FROM candidate_totals),
                                               (SELECT max(written_at) FROM location_totals)) - started_at)
            FROM job_runs WHERE job = '""" + Jobs.TALLY + "'";

    private final Stage stage;
    private final SeedOptions election;
    private final Rounds rounds;
    private final Notes notes;
    private final Map<String, TallyBaseline> baselines;

    Tally(Stage stage, SeedOptions election, Rounds rounds, Notes notes) {
        this(stage, election, rounds, notes, baselines(stage));
    }

    /** @param baselines by their names in the table of figures */
    Tally(Stage stage, SeedOptions election, Rounds rounds, Notes notes, Map<String, TallyBaseline> baselines) {
        this.stage = stage;
        this.election = election;
        this.rounds = rounds;
        this.notes = notes;
        this.baselines = baselines;
    }

    private static Map<String, TallyBaseline> baselines(Stage stage) {
        Map<String, TallyBaseline> baselines = new LinkedHashMap<>();
        baselines.put(LOOP, new FastestLoop(stage));
        baselines.put(SQL, new SqlTally(stage));
        baselines.put(STREAMS, new StreamsTally(stage));
        return baselines;
    }

    @Override
    public String title() {
        return "tally alone, and baselines with " + stage.parallelism() + " threads each";
    }

    @Override
    public List<Figure> measure() throws InterruptedException {
        stage.requireVotes(election);
        Map<String, List<Double>> speeds = new LinkedHashMap<>();
        for (int round = rounds.first(stage.voters()); round <= rounds.measured(); round++) {
            notes.round("Counting the votes of the topic", round, rounds);
            Map<String, Double> measured = round();
            if (round > 0) {
                measured.forEach((name, speed) ->
                        speeds.computeIfAbsent(name, first -> new ArrayList<>()).add(speed));
            }
        }
        return figures(speeds);
    }

    private Map<String, Double> round() throws InterruptedException {
        Map<String, Double> speeds = new LinkedHashMap<>();
        speeds.put(RAW, stage.voters() / rawSeconds());
        TallyBaseline.Counted tally = tally();
        speeds.put(TALLY, stage.voters() / tally.seconds());
        for (Map.Entry<String, TallyBaseline> baseline : baselines.entrySet()) {
            TallyBaseline.Counted counted = baseline.getValue().count();
            counted.cells().requireEqualTo(tally.cells(), baseline.getKey());
            speeds.put(baseline.getKey(), stage.voters() / counted.seconds());
        }
        return speeds;
    }

    private static List<Figure> figures(Map<String, List<Double>> speeds) {
        Figure raw = Figure.of(RAW, Unit.VOTES_PER_SECOND, speeds.get(RAW));
        Figure loop = Figure.of(LOOP, Unit.VOTES_PER_SECOND, speeds.get(LOOP));
        Figure tally = Figure.of(TALLY, Unit.VOTES_PER_SECOND, speeds.get(TALLY), Target.atLeast(TARGET));
        Figure sql = Figure.of(SQL, Unit.VOTES_PER_SECOND, speeds.get(SQL));
        Figure streams = Figure.of(STREAMS, Unit.VOTES_PER_SECOND, speeds.get(STREAMS));
        return List.of(
                raw,
                loop,
                tally,
                sql,
                streams,
                Figure.ratio("fastest loop ÷ raw consume", loop, raw),
                Figure.ratio("tally ÷ fastest loop", tally, loop, Target.atLeast(TARGET_OF_LOOP)),
                Figure.ratio("tally ÷ Flink SQL", tally, sql),
                Figure.ratio("tally ÷ Kafka Streams", tally, streams));
    }

    /** Receives records and does not look at them. */
    private static final class RecordCounter implements ConsumerLoops.Visitor {
        private long records;

        @Override
        public void visit(ConsumerRecord<byte[], byte[]> record) {
            records++;
        }
    }

    private double rawSeconds() throws InterruptedException {
        long began = System.nanoTime();
        List<RecordCounter> counters =
                new ConsumerLoops(stage.kafka(), Topics.VOTES, stage.parallelism()).read(RecordCounter::new);
        double seconds = (System.nanoTime() - began) / 1e9;
        long records = counters.stream().mapToLong(counter -> counter.records).sum();
        if (records != stage.voters()) {
            throw new ServiceFailedException(
                    Topics.VOTES + " contains " + records + " of " + stage.voters() + " records.");
        }
        return seconds;
    }

    private TallyBaseline.Counted tally() throws InterruptedException {
        stage.forgetCounts();
        stage.countAll();
        ResultCells cells = ResultCells.of(stage.tables());
        if (!cells.eachTableHolds(stage.voters())) {
            throw new ServiceFailedException(
                    "Not every result table of the tally contains " + stage.voters() + " votes.");
        }
        return new TallyBaseline.Counted(stage.tables().number(SECONDS), cells);
    }
}
