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
 * Tells which jobs are at work on the election.
 *
 * <p>A job's consumers are in no group that Kafka could be asked about, and a quiet topic leaves their positions where
 * they are; but a running job completes a checkpoint every moment, records or not, and writes that down. So whoever was
 * heard of lately is listened to: if another checkpoint comes, the job runs. A job that is just recovering is silent, and
 * is not noticed.
 */
public final class RunningJobs {
    private static final Duration LATELY = Duration.ofMinutes(2);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Connection connection;
    private final List<String> jobs;
    private final Duration patience;

    /**
     * @param connection may look into {@code job_runs}
     * @param jobs their names
     * @param patience for how long they are listened to: several times as long as between two checkpoints
     */
    public RunningJobs(Connection connection, List<String> jobs, Duration patience) {
        this.connection = connection;
        this.jobs = jobs;
        this.patience = patience;
    }

    /** The first of the jobs that are found to run; empty at once if none was heard of lately. */
    public List<String> find() throws SQLException, InterruptedException {
        Map<String, String> before = signsOfLife();
        long deadline = System.nanoTime() + patience.toNanos();
        while (!before.isEmpty() && System.nanoTime() < deadline) {
            Map<String, String> now = signsOfLife();
            List<String> running = new ArrayList<>(now.keySet());
            running.removeIf(job -> now.get(job).equals(before.get(job)));
            if (!running.isEmpty()) {
                return running;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException("Interrupted while listening for running jobs");
            }
        }
        return List.of();
    }

    private Map<String, String> signsOfLife() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT job, concat_ws('/', flink_job_id, started_at, last_checkpoint, checkpoint_at)
                FROM job_runs
                WHERE job = ANY (?) AND greatest(started_at, checkpoint_at) > clock_timestamp() - ? * interval '1 second'""")) {
            select.setArray(1, connection.createArrayOf("text", jobs.toArray()));
            select.setLong(2, LATELY.toSeconds());
            Map<String, String> signs = new TreeMap<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    signs.put(rows.getString(1), rows.getString(2));
                }
            }
            return signs;
        }
    }
}
