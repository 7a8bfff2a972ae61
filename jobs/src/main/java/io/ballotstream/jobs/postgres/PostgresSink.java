package io.ballotstream.jobs.postgres;

import io.ballotstream.store.DatabaseLogin;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Writes a table of PostgreSQL.
 *
 * <p>Rows go in batches of up to 5000, one statement each, when the batch is full, after 200 ms, at every checkpoint and
 * at the end of input. A background thread writes one batch while the next one fills; when that is full too, the job
 * waits. A failure to write fails the job.
 */
public final class PostgresSink<T> implements Sink<T> {
    private final Table<T> table;
    private final DatabaseLogin login;

    private PostgresSink(Table<T> table, DatabaseLogin login) {
        this.table = table;
        this.login = login;
    }

    /**
     * Writes each row at least once: what came before a checkpoint is durable when the checkpoint completes. The writes are
     * idempotent, so rows that a restart writes again change nothing, and the table holds what exactly-once would give.
     */
    public static <T> PostgresSink<T> atLeastOnce(Table<T> table, DatabaseLogin login) {
        return new PostgresSink<>(table, login);
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        return new PostgresWriter<>(table, login, context.getProcessingTimeService(), context.metricGroup());
    }
}
