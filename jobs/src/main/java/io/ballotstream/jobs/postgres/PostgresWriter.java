package io.ballotstream.jobs.postgres;

import io.ballotstream.store.DatabaseLogin;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;

/** The writer of a {@link PostgresSink}. It fills batches, and passes them to a background thread. */
final class PostgresWriter<T> implements SinkWriter<T> {
    private static final long WAIT_MS = 200;
    /** An upserted table contains results, which readers wait for. */
    private static final long SHORTEST_WAIT_OF_UPSERTS_MS = 50;

    private static final long LONGEST_WAIT_OF_UPSERTS_MS = 1000;
    /** An upserted table whose writes take long gets fewer of them, because rows that wait replace each other. */
    private static final int WAIT_PER_WRITE = 4;

    private final Table<T> table;
    private final ProcessingTimeService timers;
    private final BackgroundTable<T> background;
    private final Counter written;
    private final Counter failed;
    private Batch<T> filling;
    private Batch<T> beingWritten;
    private Future<?> outcome = CompletableFuture.completedFuture(null);

    PostgresWriter(Table<T> table, DatabaseLogin login, ProcessingTimeService timers, SinkWriterMetricGroup metrics) {
        this.table = table;
        this.timers = timers;
        this.background = new BackgroundTable<>(table, login);
        this.filling = new Batch<>(table);
        this.beingWritten = new Batch<>(table);
        this.written = metrics.getNumRecordsSendCounter();
        this.failed = metrics.getNumRecordsSendErrorsCounter();
        metrics.setCurrentSendTimeGauge(background::lastWriteMs);
        startTimer();
    }

    @Override
    public void write(T row, Context context) throws IOException, InterruptedException {
        filling.add(row);
        if (filling.isFull()) {
            awaitWritten();
            handOver();
        }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        awaitWritten();
        handOver();
        awaitWritten();
    }

    @Override
    public void close() {
        background.close();
    }

    private void startTimer() {
        timers.registerTimer(timers.getCurrentProcessingTime() + waitMs(), time -> {
            // While the previous batch is being written, the next one can grow.
            if (outcome.isDone()) {
                awaitWritten();
                handOver();
            }
            startTimer();
        });
    }

    private long waitMs() {
        return table.isUpserted()
                ? Math.min(
                        Math.max(SHORTEST_WAIT_OF_UPSERTS_MS, WAIT_PER_WRITE * background.lastWriteMs()),
                        LONGEST_WAIT_OF_UPSERTS_MS)
                : WAIT_MS;
    }

    private void handOver() {
        if (!filling.isEmpty()) {
            beingWritten = filling;
            filling = new Batch<>(table);
            outcome = background.write(beingWritten);
        }
    }

    private void awaitWritten() throws IOException, InterruptedException {
        int rows = beingWritten.rows().size();
        try {
            outcome.get();
        } catch (ExecutionException e) {
            failed.inc(rows);
            throw new IOException(
                    "The table " + table.name() + " cannot be written: "
                            + e.getCause().getMessage(),
                    e.getCause());
        }
        written.inc(rows);
        beingWritten = new Batch<>(table);
        outcome = CompletableFuture.completedFuture(null);
    }
}
