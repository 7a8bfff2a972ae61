package io.ballotstream.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Waits for two checkpoints of each job from some moment on. With the first a job writes out what it had read at that
 * moment; the second begins after that, so that nothing the first brought about is under way any more.
 */
final class CheckpointsSince {
    private static final long ENOUGH = 2;
    private static final String NEWEST = "SELECT flink_job_id, last_checkpoint FROM job_runs WHERE job = ?";

    private final Connection connection;
    private final List<String> jobs;
    private final Map<String, Checkpoint> first = new HashMap<>();

    /** The newest completed checkpoint of a run, 0 before the first. */
    private record Checkpoint(String flinkJobId, long number) {}

    CheckpointsSince(Connection connection, List<String> jobs) {
        this.connection = connection;
        this.jobs = jobs;
    }

    /** Waits from the next look on. */
    void startAgain() {
        first.clear();
    }

    /** A sentence for each job that has not completed enough checkpoints. */
    List<String> missing() throws SQLException {
        List<String> missing = new ArrayList<>();
        for (String job : jobs) {
            Checkpoint newest = newest(job);
            if (newest == null) {
                missing.add(job + " has not been started");
                continue;
            }
            Checkpoint since = first.computeIfAbsent(job, name -> newest);
            // The run was replaced by another one, whose numbers need not go on from those of the former.
            if (!since.flinkJobId().equals(newest.flinkJobId())) {
                first.put(job, newest);
                since = newest;
            }
            long completed = newest.number() - since.number();
            if (completed < ENOUGH) {
                missing.add(job + " has completed " + completed + " of " + ENOUGH
                        + " checkpoints since everything was read");
            }
        }
        return missing;
    }

    private Checkpoint newest(String job) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NEWEST)) {
            statement.setString(1, job);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? new Checkpoint(row.getString(1), row.getLong(2)) : null;
            }
        }
    }
}
