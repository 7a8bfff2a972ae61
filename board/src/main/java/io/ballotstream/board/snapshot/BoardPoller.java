package io.ballotstream.board.snapshot;

import io.ballotstream.store.PostgresAddress;
import java.io.Closeable;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the board on one thread for all viewers: at most four times a second, less often if reading is slow, so that it
 * spends at most a fifth of its time in the database, and with a thousand listeners once a second, so that telling them
 * takes little from the count. If the database cannot be reached, it reports this and retries.
 */
public final class BoardPoller implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(BoardPoller.class);
    private static final Duration INTERVAL = Duration.ofMillis(250);
    private static final Duration INTERVAL_PER_LISTENER = Duration.ofMillis(1);
    private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(1);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int PAUSE_PER_READ = 4;

    private final History history;
    private final IntSupplier listeners;
    private final CountedPerSecond rate = new CountedPerSecond();
    private final Thread thread = new Thread(this::run, "board-poller");
    private volatile PostgresAddress database;
    private volatile boolean closed;

    /**
     * Starts the thread, which waits for a database.
     *
     * @param history receives the snapshots
     * @param listeners counts the clients that are told of each snapshot
     */
    public BoardPoller(History history, IntSupplier listeners) {
        this.history = history;
        this.listeners = listeners;
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Starts to read from a database.
     *
     * @param reader the login of the reader role
     */
    public void read(PostgresAddress reader) {
        database = reader;
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!closed) {
            PostgresAddress address = database;
            if (address == null) {
                LockSupport.park(this);
            } else {
                follow(address);
            }
        }
    }

    /** Reads until the connection fails. */
    private void follow(PostgresAddress address) {
        try (SnapshotReader reader = SnapshotReader.connect(address)) {
            while (!closed) {
                long began = System.nanoTime();
                Snapshot snapshot = reader.read();
                history.add(snapshot.withVotesPerSecond(rate.at(snapshot.readAt(), snapshot.counted())));
                long took = System.nanoTime() - began;
                pause(Math.max(interval(listeners.getAsInt()).toNanos() - took, PAUSE_PER_READ * took));
            }
        } catch (SQLException | RuntimeException failure) {
            if (!closed) {
                LOG.warn("The board cannot be read; trying again.", failure);
                history.add(history.newest().lost("The database cannot be read; the board tries again every second."));
                pause(RETRY.toNanos());
            }
        }
    }

    /** The time between two reads that take little time. */
    static Duration interval(int listeners) {
        Duration interval = INTERVAL_PER_LISTENER.multipliedBy(listeners);
        if (interval.compareTo(LONGEST_INTERVAL) > 0) {
            return LONGEST_INTERVAL;
        }
        return interval.compareTo(INTERVAL) > 0 ? interval : INTERVAL;
    }

    private void pause(long nanos) {
        long until = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && !closed; left = until - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The number of votes counted per second, over the last few seconds. */
    static final class CountedPerSecond {
        private static final Duration SPAN = Duration.ofSeconds(5);

        private record Sample(Instant at, long counted) {}

        private final Deque<Sample> samples = new ArrayDeque<>();

        long at(Instant now, long counted) {
            if (!samples.isEmpty() && counted < samples.getLast().counted()) {
                samples.clear();
            }
            samples.addLast(new Sample(now, counted));
            while (samples.size() > 2
                    && Duration.between(samples.getFirst().at(), now).compareTo(SPAN) > 0) {
                samples.removeFirst();
            }
            Sample first = samples.getFirst();
            long millis = Duration.between(first.at(), now).toMillis();
            return millis <= 0 ? 0 : Math.round((counted - first.counted()) * 1000.0 / millis);
        }
    }
}
