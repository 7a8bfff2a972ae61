package io.ballotstream.jobs.run;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/** Whether a run of a job is at work, judged by the checkpoints that it writes down: several a second. */
final class SignsOfLife {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final String NEWEST_IF_RECENT = "SELECT last_checkpoint FROM job_runs"
            + " WHERE job = ? AND checkpoint_at > clock_timestamp() - interval '10 seconds'";
    private static final long NONE = -1;

    private SignsOfLife() {}

    /** Looks for a few seconds, or not at all where the last sign is long ago. */
    static boolean of(Connection connection, String job) throws SQLException, InterruptedException {
        long first = newestIfRecent(connection, job);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (first != NONE && System.nanoTime() - deadline < 0) {
            if (newestIfRecent(connection, job) != first) {
                return true;
            }
            Thread.sleep(PAUSE.toMillis());
        }
        return false;
    }

    private static long newestIfRecent(Connection connection, String job) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NEWEST_IF_RECENT)) {
            statement.setString(1, job);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : NONE;
            }
        }
    }
}
