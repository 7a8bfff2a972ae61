package io.ballotstream.jobs.postgres;

import io.ballotstream.store.DatabaseLogin;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Writes a table in PostgreSQL.
 *
 * <p>It writes rows in batches of up to 5000, one statement each. It writes a batch when the batch is full, after 200
 * ms, at every checkpoint, and at the end of the input. A background thread writes one batch while the next one fills.
 * If the next one is full before the write ends, the sink causes backpressure. A failed write fails the job.
 *
 * @param <T> type of the rows
 */
public final class PostgresSink<T> implements Sink<T> {
    private final Table<T> table;
    private final DatabaseLogin login;

    private PostgresSink(Table<T> table, DatabaseLogin login) {
        this.table = table;
        this.login = login;
    }

    /**
     * Creates a sink that writes each row at least once: all rows before a checkpoint are durable when the checkpoint
     * completes. The writes are idempotent, so rows that are written again after a restart change nothing, and the
     * content of the table is the same as with exactly-once.
     *
     * @param table the table
     * @param login the job's login
     * @param <T> type of the rows
     * @return the sink
     */
    public static <T> PostgresSink<T> atLeastOnce(Table<T> table, DatabaseLogin login) {
        return new PostgresSink<>(table, login);
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        return new PostgresWriter<>(table, login, context.getProcessingTimeService(), context.metricGroup());
    }
}
