package io.ballotstream.seeder;

import io.ballotstream.model.BadInputException;
import io.ballotstream.store.PostgresAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Locks out other seeders with rows of the table {@code seeder_locks} that name the owner's session. A lock ends with
 * the session, even if the process is killed. Not thread-safe.
 */
final class SeederLocks {
    /** The connection of a killed seeder may take this long to end. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    // The start of a session is null for users who may not see it. Then only the process id is compared.
    private static final String TAKE = """
            INSERT INTO seeder_locks AS held (activity, seeder, backend_pid, backend_start)
            SELECT ?, ?, pid, backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()
            ON CONFLICT (activity) DO UPDATE
            SET seeder = EXCLUDED.seeder, backend_pid = EXCLUDED.backend_pid, backend_start = EXCLUDED.backend_start
            WHERE held.seeder = EXCLUDED.seeder
               OR NOT EXISTS (SELECT FROM pg_stat_activity session
                              WHERE session.pid = held.backend_pid
                                AND coalesce(session.backend_start, held.backend_start) = held.backend_start)
            """;

    private static final String GIVE_BACK = "DELETE FROM seeder_locks WHERE activity = ? AND seeder = ?";

    private final UUID seeder = UUID.randomUUID();
    private final PostgresAddress database;
    private final Set<Lock> held = EnumSet.noneOf(Lock.class);
    private Connection connection;

    SeederLocks(Connection connection, PostgresAddress database) {
        this.connection = connection;
        this.database = database;
    }

    /** An activity that only one seeder at a time can perform. */
    enum Lock {
        PREPARING,
        PUBLISHING
    }

    /**
     * Acquires a lock, unless this seeder already has it, and commits.
     *
     * @throws BadInputException if another seeder has it
     */
    void take(Lock lock) throws SQLException, InterruptedException {
        if (!held.contains(lock)) {
            acquire(lock);
            held.add(lock);
        }
    }

    private void acquire(Lock lock) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (update(TAKE, lock) == 0) {
            if (System.nanoTime() - deadline > 0) {
                throw new BadInputException("Another seeder is working on the database " + database + ".");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException("Interrupted while another seeder was working.");
            }
        }
    }

    /** Releases a lock if this seeder has it, and commits. */
    void giveBack(Lock lock) throws SQLException {
        if (held.remove(lock)) {
            update(GIVE_BACK, lock);
        }
    }

    /**
     * Moves the locks of a broken session to the new session.
     *
     * @throws BadInputException if another seeder has acquired one meanwhile
     */
    void moveTo(Connection successor) throws SQLException, InterruptedException {
        connection = successor;
        for (Lock lock : held) {
            acquire(lock);
        }
    }

    /** Other seeders do not wait for the row. They read who has the lock. */
    private int update(String sql, Lock lock) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, lock.name().toLowerCase(Locale.ROOT));
            statement.setObject(2, seeder);
            int rows = statement.executeUpdate();
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
            return rows;
        }
    }
}
