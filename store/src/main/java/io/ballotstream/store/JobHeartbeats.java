package io.ballotstream.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Finds running jobs by their heartbeats: the checkpoints that each job records in {@code job_runs}.
 *
 * <p>Kafka does not know which jobs run, because their consumers are members of no group, and offsets do not advance on
 * a quiet topic. A running job completes checkpoints with or without records. So this class waits for a further
 * heartbeat of each job that had one in the last two minutes. It does not find a job that is restarting. Not
 * thread-safe.
 */
public final class JobHeartbeats {
    private static final Duration LATELY = Duration.ofMinutes(2);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Connection connection;
    private final List<String> jobs;
    private final Duration timeout;

    /**
     * Watches some jobs.
     *
     * @param connection has the right to read {@code job_runs}; the caller closes it
     * @param jobs names of the jobs
     * @param timeout how long to wait for a heartbeat: several times the checkpoint interval
     */
    public JobHeartbeats(Connection connection, List<String> jobs, Duration timeout) {
        this.connection = connection;
        this.jobs = jobs;
        this.timeout = timeout;
    }

    /**
     * Waits until a job has another heartbeat. Returns immediately if no job had one in the last two minutes.
     *
     * @return the jobs that had another heartbeat; empty after the timeout
     * @throws SQLException if a query fails
     * @throws InterruptedException if the thread is interrupted
     */
    public List<String> findRunning() throws SQLException, InterruptedException {
        Map<String, String> before = recent();
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!before.isEmpty() && System.nanoTime() < deadline) {
            Map<String, String> now = recent();
            List<String> running = new ArrayList<>(now.keySet());
            running.removeIf(job -> now.get(job).equals(before.get(job)));
            if (!running.isEmpty()) {
                return running;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException("Interrupted while waiting for a job's heartbeat");
            }
        }
        return List.of();
    }

    /** The newest heartbeat of each job that had one in the last two minutes. */
    private Map<String, String> recent() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT job, concat_ws('/', flink_job_id, started_at, last_checkpoint, checkpoint_at)
                FROM job_runs
                WHERE job = ANY (?) AND greatest(started_at, checkpoint_at) > clock_timestamp() - ? * interval '1 second'""")) {
            select.setArray(1, connection.createArrayOf("text", jobs.toArray()));
            select.setLong(2, LATELY.toSeconds());
            Map<String, String> heartbeats = new TreeMap<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    heartbeats.put(rows.getString(1), rows.getString(2));
                }
            }
            return heartbeats;
        }
    }
}
