package io.ballotstream.jobs.postgres;

import io.ballotstream.store.DatabaseLogin;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes batches of rows to a table, one after another, on a background thread with its own connection. */
final class BackgroundTable<T> {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundTable.class);

    private final Table<T> table;
    private final DatabaseLogin login;
    private final ExecutorService thread;
    private volatile TableConnection<T> connection;
    private volatile boolean closed;
    private volatile long lastWriteMs;

    BackgroundTable(Table<T> table, DatabaseLogin login) {
        this.table = table;
        this.login = login;
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread created = new Thread(task, "write " + table.name());
            created.setDaemon(true);
            return created;
        });
    }

    /** Starts to write the batch, which must not change any more. The future completes when the batch is durable. */
    Future<?> write(Batch<T> batch) {
        return thread.submit((Callable<Void>) () -> {
            if (connection == null) {
                connection = new TableConnection<>(table, login);
                abortIfClosed();
            }
            long start = System.nanoTime();
            connection.write(batch.rows());
            lastWriteMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            return null;
        });
    }

    /** The duration of the newest write, in milliseconds. */
    long lastWriteMs() {
        return lastWriteMs;
    }

    /** Aborts a pending write, and waits until the thread has ended or this thread is interrupted. */
    void close() {
        closed = true;
        thread.shutdownNow();
        abortIfClosed();
        try {
            while (!thread.awaitTermination(1, TimeUnit.SECONDS)) {
                LOG.info("Waiting until the connection that writes {} has closed.", table.name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Called after closing and after connecting. The later of both calls aborts the connection. */
    private void abortIfClosed() {
        TableConnection<T> open = connection;
        if (closed && open != null) {
            try {
                open.abort();
            } catch (SQLException e) {
                LOG.warn("Cannot abort the connection that writes {}: {}", table.name(), e.getMessage());
            }
        }
    }
}
