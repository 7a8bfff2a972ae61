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
 * Waits for two checkpoints of each job. At the first one, the job flushes everything that it has read. The second one
 * begins after that, so everything that the first one has flushed is complete.
 *
 * <p>A job records its checkpoints in the background and may skip numbers. So the first two changes that are seen may
 * be of checkpoints from before that. Therefore this waits for two more changes, and counts changes instead of comparing
 * numbers.
 */
final class CheckpointsSince {
    private static final int WRITTEN_DOWN_LATE = 2;
    private static final int ENOUGH = 2 + WRITTEN_DOWN_LATE;
    private static final String NEWEST = "SELECT flink_job_id, last_checkpoint FROM job_runs WHERE job = ?";

    private final Connection connection;
    private final List<String> jobs;
    private final Map<String, Seen> seen = new HashMap<>();

    /** The newest completed checkpoint of a run; 0 if there is none. */
    private record Checkpoint(String flinkJobId, long number) {}

    /** The last seen state of a job, and the number of checkpoints that completed until then. */
    private record Seen(Checkpoint newest, int completed) {}

    CheckpointsSince(Connection connection, List<String> jobs) {
        this.connection = connection;
        this.jobs = jobs;
    }

    /** Starts to wait with the next look. */
    void startAgain() {
        seen.clear();
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
            int completed = completedSince(job, newest);
            if (completed < ENOUGH) {
                missing.add(job + " has completed " + completed + " of " + ENOUGH
                        + " checkpoints since it has read everything");
            }
        }
        return missing;
    }

    private int completedSince(String job, Checkpoint newest) {
        Seen before = seen.get(job);
        Seen now;
        if (before == null || !before.newest().flinkJobId().equals(newest.flinkJobId())) {
            // The first look, or another run, whose numbers may start again.
            now = new Seen(newest, 0);
        } else if (before.newest().number() == newest.number()) {
            now = before;
        } else {
            now = new Seen(newest, before.completed() + 1);
        }
        seen.put(job, now);
        return now.completed();
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
