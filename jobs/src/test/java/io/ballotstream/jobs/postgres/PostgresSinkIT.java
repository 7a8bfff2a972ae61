package io.ballotstream.jobs.postgres;

import static io.ballotstream.jobs.postgres.ColumnType.BIGINT;
import static io.ballotstream.jobs.postgres.ColumnType.TEXT;
import static io.ballotstream.jobs.postgres.ColumnType.TIMESTAMPTZ;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ballotstream.jobs.PostgresTestBase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // The close() of a harness may throw InterruptedException.
class PostgresSinkIT extends PostgresTestBase {
    private record Total(String candidateId, long votes, long asOf) {}

    private static final Table<Total> TOTALS = totals("candidate_totals");
    private static final String ROWS =
            "SELECT candidate_id, votes, (extract(epoch FROM as_of) * 1000)::bigint FROM candidate_totals ORDER BY 1";
    private static final String COUNT = "SELECT count(*) FROM candidate_totals";

    @Test
    void rowsAreDurableWhenTheCheckpointBegins() throws Exception {
        try (var sink = open(TOTALS)) {
            sink.processElement(new Total("c1", 7, 1), 0);
            sink.processElement(new Total("c2", 8, 2), 0);
            sink.prepareSnapshotPreBarrier(1);

            assertThat(rows(ROWS)).containsExactly("c1|7|1", "c2|8|2");
        }
    }

    @Test
    void rowsAreWrittenAfterTwoHundredMilliseconds() throws Exception {
        try (var sink = open(TOTALS)) {
            sink.processElement(new Total("c1", 7, 1), 0);
            sink.setProcessingTime(200);
            await().untilAsserted(() -> assertThat(rows(ROWS)).containsExactly("c1|7|1"));

            sink.processElement(new Total("c1", 8, 1), 0);
            sink.setProcessingTime(400);
            await().untilAsserted(() -> assertThat(rows(ROWS)).containsExactly("c1|8|1"));
        }
    }

    @Test
    void fullBatchIsWrittenImmediately() throws Exception {
        try (var sink = open(TOTALS)) {
            for (int candidate = 0; candidate < 5001; candidate++) {
                sink.processElement(new Total("c" + candidate, 1, 1), 0);
            }
            await().untilAsserted(() -> assertThat(rows(COUNT)).containsExactly("5000"));
        }
    }

    @Test
    void endOfInputWritesTheLastRow() throws Exception {
        try (var sink = open(TOTALS)) {
            sink.processElement(new Total("c1", 7, 1), 0);
            sink.endInput();

            assertThat(rows(ROWS)).containsExactly("c1|7|1");
        }
    }

    @Test
    void writingABatchTwiceChangesNothing() throws Exception {
        List<Total> batch = List.of(new Total("c1", 7, 1), new Total("c2", 8, 2));
        write(TOTALS, batch);
        List<String> before = rows("SELECT *, xmin FROM candidate_totals ORDER BY 1");

        write(TOTALS, batch);

        assertThat(rows("SELECT *, xmin FROM candidate_totals ORDER BY 1")).isEqualTo(before);
    }

    @Test
    void olderCountsDoNotReplaceNewerOnes() throws Exception {
        write(TOTALS, List.of(new Total("c1", 9, 5), new Total("c2", 8, 2)));

        write(TOTALS, List.of(new Total("c1", 7, 1), new Total("c2", 9, 3)));

        assertThat(rows(ROWS)).containsExactly("c1|9|5", "c2|9|3");
    }

    @Test
    void lastRowOfAKeyInABatchIsWritten() throws Exception {
        write(TOTALS, List.of(new Total("c1", 1, 1), new Total("c2", 1, 1), new Total("c1", 2, 4)));

        assertThat(rows(ROWS)).containsExactly("c1|2|4", "c2|1|1");
    }

    @Test
    void writtenAtIsTheTimeOfTheUpsert() throws Exception {
        write(TOTALS, List.of(new Total("c1", 1, 1)));
        execute("UPDATE candidate_totals SET written_at = '2000-01-01Z'");

        write(TOTALS, List.of(new Total("c1", 2, 1)));

        assertThat(rows("SELECT written_at > now() - interval '1 hour' FROM candidate_totals"))
                .containsExactly("t");
    }

    @Test
    void millisecondsAreExactFrom1970To2255() throws Exception {
        Random random = new Random(1);
        long last = 9_000_000_000_000L;
        List<Total> times = IntStream.range(0, 5000)
                .mapToObj(row -> new Total("c" + row, 1, row == 0 ? last : random.nextLong(last)))
                .toList();

        write(TOTALS, times);

        assertThat(rows("SELECT candidate_id || ' ' || extract(epoch FROM as_of) * 1000000 FROM candidate_totals"))
                .containsExactlyInAnyOrderElementsOf(times.stream()
                        .map(time -> time.candidateId() + " " + time.asOf() + "000.000000")
                        .toList());
    }

    @Test
    void timesOutsideOfPostgresRangeAreClamped() throws Exception {
        write(TOTALS, List.of(new Total("c1", 1, Long.MIN_VALUE), new Total("c2", 1, Long.MAX_VALUE)));

        assertThat(
                        rows(
                                "SELECT extract(year FROM as_of AT TIME ZONE 'UTC') FROM candidate_totals ORDER BY candidate_id"))
                .containsExactly("1", "9999");
    }

    @Test
    void failureNamesTheTable() throws Exception {
        try (var sink = open(totals("no_such_table"))) {
            sink.processElement(new Total("c1", 7, 1), 0);

            assertThatThrownBy(() -> sink.prepareSnapshotPreBarrier(1))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("The table no_such_table cannot be written: ERROR: relation")
                    .hasCauseInstanceOf(SQLException.class);
        }
    }

    @Test
    void failureDoesNotContainTheRow() throws Exception {
        execute("ALTER TABLE candidate_totals ADD CONSTRAINT few CHECK (votes < 10)");
        try (var sink = open(TOTALS)) {
            sink.processElement(new Total("somebody", 77, 1), 0);

            assertThatThrownBy(() -> sink.prepareSnapshotPreBarrier(1))
                    .hasMessageContaining("few")
                    .hasMessageNotContaining("somebody")
                    .hasMessageNotContaining("77");
        } finally {
            execute("ALTER TABLE candidate_totals DROP CONSTRAINT few");
        }
    }

    @Test
    void failedBackgroundWriteFailsTheJob() throws Exception {
        try (var sink = open(totals("no_such_table"))) {
            sink.processElement(new Total("c1", 7, 1), 0);
            AtomicInteger ticks = new AtomicInteger();

            await().untilAsserted(() -> assertThatThrownBy(() -> sink.setProcessingTime(200L * ticks.incrementAndGet()))
                    .hasStackTraceContaining("The table no_such_table cannot be written"));
        }
    }

    @Test
    void secondFullBatchCausesBackpressure() throws Exception {
        try (var sink = open(TOTALS);
                Connection other = address().connect()) {
            other.setAutoCommit(false);
            other.createStatement().execute("LOCK TABLE candidate_totals IN EXCLUSIVE MODE");

            AtomicInteger accepted = new AtomicInteger();
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                for (int candidate = 0; candidate < 10_000; candidate++) {
                    process(sink, new Total("c" + candidate, 1, 1));
                    accepted.incrementAndGet();
                }
            });
            await().untilAsserted(() -> assertThat(accepted).hasValue(9999));
            await().during(Duration.ofMillis(300))
                    .untilAsserted(() -> assertThat(writing).isNotDone());

            other.rollback();
            writing.get();
            sink.prepareSnapshotPreBarrier(1);
            assertThat(rows(COUNT)).containsExactly("10000");
        }
    }

    @Test
    void cancellingTheJobInterruptsAPendingWrite() throws Exception {
        try (Connection other = address().connect()) {
            other.setAutoCommit(false);
            other.createStatement().execute("LOCK TABLE candidate_totals IN EXCLUSIVE MODE");
            var sink = open(TOTALS);
            sink.processElement(new Total("c1", 1, 1), 0);
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            Thread task = new Thread(() -> {
                try {
                    sink.prepareSnapshotPreBarrier(1);
                    outcome.complete(null);
                } catch (Exception e) {
                    outcome.complete(e);
                }
            });
            task.start();
            await().untilAsserted(() -> assertThat(rows("SELECT count(*) FROM pg_locks WHERE NOT granted"))
                    .containsExactly("1"));

            task.interrupt();
            assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
            sink.close();

            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .doesNotContain("write candidate_totals");
        }
    }

    @Test
    void brokenConnectionFailsTheJob() throws Exception {
        try (var sink = open(TOTALS)) {
            sink.processElement(new Total("c1", 7, 1), 0);
            sink.prepareSnapshotPreBarrier(1);
            breakConnectionsOfJobs();
            sink.processElement(new Total("c1", 8, 1), 0);

            assertThatThrownBy(() -> sink.prepareSnapshotPreBarrier(2))
                    .hasMessageStartingWith("The table candidate_totals cannot be written: ");
        }
    }

    private static Table<Total> totals(String table) {
        return Table.upserted(
                table,
                List.of(new Column<>("candidate_id", TEXT, Total::candidateId)),
                List.of(new Column<>("votes", BIGINT, Total::votes), new Column<>("as_of", TIMESTAMPTZ, Total::asOf)));
    }

    private static <T> void write(Table<T> table, List<T> rows) throws Exception {
        try (var sink = open(table)) {
            for (T row : rows) {
                sink.processElement(row, 0);
            }
            sink.prepareSnapshotPreBarrier(1);
        }
    }

    private static <T> void process(OneInputStreamOperatorTestHarness<T, ?> sink, T row) {
        try {
            sink.processElement(row, 0);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> OneInputStreamOperatorTestHarness<T, ?> open(Table<T> table) throws Exception {
        OneInputStreamOperatorTestHarness<T, ?> harness = new OneInputStreamOperatorTestHarness<>(
                new SinkWriterOperatorFactory<>(PostgresSink.atLeastOnce(table, login())));
        harness.open();
        return harness;
    }
}
