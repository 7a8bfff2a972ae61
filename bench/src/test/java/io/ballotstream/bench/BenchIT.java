package io.ballotstream.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.cli.Console;
import io.ballotstream.cli.screen.Colors;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Runs every benchmark with a tiny election. The results are not checked. */
class BenchIT {
    private static int exitCode;
    private static String printed;

    @BeforeAll
    static void measureEverything() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, true, UTF_8),
                new PrintStream(System.err, true, UTF_8),
                Optional.empty(),
                Colors.NONE);
        exitCode = new CommandLine(new BenchCommand(console))
                .execute(
                        "end-to-end",
                        "tally",
                        "casting",
                        "latency",
                        "memory",
                        "--voters=2000",
                        "--rounds=1",
                        "--warm-up-ballots=0",
                        "--latency-seconds=2",
                        "--latency-rate=500",
                        "--latency-voters=3000",
                        "--memory-voters=20000");
        printed = out.toString(UTF_8);
    }

    @Test
    void measuringSucceedsWhateverTheFiguresAre() {
        assertThat(exitCode).isZero();
    }

    @Test
    void figuresComeWithTheirCircumstances() {
        assertThat(printed.lines().limit(2))
                .satisfiesExactly(
                        machine -> assertThat(machine).matches("Machine:  \\d+ processors, .* of memory, .*"),
                        services -> assertThat(services)
                                .matches("Services: PostgreSQL 18\\..* \\(fsync on, synchronous_commit on\\), Kafka .*"
                                        + ", Flink .*; jobs with parallelism \\d+"));
    }

    @Test
    void endToEndIsMeasuredAndAudited() {
        assertThat(printed)
                .containsPattern("published, cast and counted +[0-9,]+ ballots/s +≥ 20,000 ballots/s")
                .containsPattern("its limit: one after the other +[0-9,]+ ballots/s")
                .containsPattern("end to end ÷ its limit +[0-9.]+")
                .containsPattern("CPU time per million ballots +[1-9][0-9]*\\.[0-9] s")
                .containsPattern("heap of jobs and broker, per million voters +-?[0-9.,]+ MiB")
                .containsPattern("topics, per million voters +[1-9][0-9.,]+ MiB")
                .containsPattern("checkpoint, per million voters +[1-9][0-9.,]+ MiB")
                .containsPattern("tables, per million voters +[1-9][0-9.,]+ MiB")
                .containsPattern("audits that fail +0 += 0  met");
    }

    @Test
    void tallyIsMeasuredBesideBaselinesWithAsManyThreads() {
        assertThat(printed)
                .containsPattern("tally alone, and baselines with \\d+ threads each")
                .containsPattern("raw consume +[0-9,]+ votes/s")
                .containsPattern("fastest loop +[0-9,]+ votes/s")
                .containsPattern("tally +[0-9,]+ votes/s +≥ 400,000 votes/s")
                .containsPattern("fastest loop ÷ raw consume +[0-9.]+")
                .containsPattern("Kafka Streams +[0-9,]+ votes/s")
                .containsPattern("Flink SQL +[0-9,]+ votes/s")
                .containsPattern("tally ÷ Flink SQL +[0-9.]+")
                .containsPattern("tally ÷ Kafka Streams +[0-9.]+")
                .containsPattern("tally ÷ fastest loop +[0-9.]+ +≥ 0.80");
    }

    @Test
    void castingIsMeasuredBesideCopyAndTheConnector() {
        assertThat(printed)
                .containsPattern("COPY of the same rows +[0-9,]+ rows/s")
                .containsPattern("casting by the JDBC connector's sink +[0-9,]+ votes/s")
                .containsPattern("casting +[0-9,]+ votes/s +≥ 60,000 votes/s")
                .containsPattern("casting ÷ COPY +[0-9.]+ +≥ 0.35")
                .containsPattern("casting ÷ casting by the connector +[0-9.]+");
    }

    @Test
    void latencyIsMeasuredOnBothPartsOfTheBoard() {
        assertThat(printed)
                .containsPattern("vote cast to visible, after 2 s of warm-up and 3,000 earlier votes")
                .containsPattern("rate reached +[1-6]?[0-9]{1,2} votes/s")
                .containsPattern("standings, p99 of the last sixth ÷ of the first +[0-9.]+")
                .containsPattern("standings, p99 +[0-9,]+ ms +≤ 1,500 ms")
                .containsPattern("standings, p99.9 +[0-9,]+ ms")
                .containsPattern("locations' totals, p99 +[0-9,]+ ms +≤ 1,500 ms")
                .containsPattern("last vote to verdict +[0-9,]+ ms +≤ 3,000 ms");
    }

    @Test
    void heapIsLookedAtInBothPhasesOfSeeding() {
        assertThat(printed)
                .containsPattern("Registering voters, at each tenth +[0-9.]+ MiB")
                .containsPattern("Publishing voters, at each tenth +[0-9.]+ MiB");
    }
}
