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

/** A thread with a connection of its own that writes a table, one batch after the other. */
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

    /** Writes the batch, which must not change any more; the outcome comes when it is durable, or has failed. */
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

    /** How long the newest batch took. */
    long lastWriteMs() {
        return lastWriteMs;
    }

    /** Returns when the thread is gone, or is interrupted; a batch that is still being written is broken off. */
    void close() {
        closed = true;
        thread.shutdownNow();
        abortIfClosed();
        try {
            while (!thread.awaitTermination(1, TimeUnit.SECONDS)) {
                LOG.info("Waiting until the connection that writes {} is gone.", table.name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Called after either of two things, closing and connecting: whichever comes second breaks the connection off. */
    private void abortIfClosed() {
        TableConnection<T> open = connection;
        if (closed && open != null) {
            try {
                open.abort();
            } catch (SQLException e) {
                LOG.warn("The connection that writes {} could not be broken off: {}", table.name(), e.getMessage());
            }
        }
    }
}
