package io.ballotstream.seeder;

import io.ballotstream.model.BadInputException;
import io.ballotstream.store.PostgresAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps other seeders out of what one is at: advisory locks in the database, which go with the connection, whatever
 * becomes of the process.
 */
final class SeederLocks {
    /** So long a killed seeder's connection may take to go. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Connection connection;
    private final PostgresAddress database;
    private final Set<Lock> held = EnumSet.noneOf(Lock.class);

    SeederLocks(Connection connection, PostgresAddress database) {
        this.connection = connection;
        this.database = database;
    }

    /** What one seeder at a time may be at. The keys can be any numbers, as long as they are this program's alone. */
    enum Lock {
        PREPARING(0x62616c6c6f740001L),
        PUBLISHING(0x62616c6c6f740002L);

        private final long key;

        Lock(long key) {
            this.key = key;
        }
    }

    /**
     * Takes a lock, unless it is held already.
     *
     * @throws BadInputException if another seeder has it
     */
    void take(Lock lock) throws SQLException, InterruptedException {
        if (held.contains(lock)) {
            return;
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isTrue("SELECT pg_try_advisory_lock(" + lock.key + ")")) {
            if (System.nanoTime() - deadline > 0) {
                throw new BadInputException("Another seeder is at work on the database " + database + ".");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException("Interrupted while another seeder was at work.");
            }
        }
        held.add(lock);
    }

    /** Gives a lock back, if it is held. */
    void giveBack(Lock lock) throws SQLException {
        if (held.remove(lock)) {
            isTrue("SELECT pg_advisory_unlock(" + lock.key + ")");
        }
    }

    private boolean isTrue(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
