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
 *
 * <p>A job writes its checkpoints down in the background, one number at a time and the newest one after that. So the first
 * two changes that are seen may be of checkpoints from before that moment, and the changes count, not the numbers: some
 * may have been skipped.
 */
final class CheckpointsSince {
    private static final int WRITTEN_DOWN_LATE = 2;
    private static final int ENOUGH = 2 + WRITTEN_DOWN_LATE;
    private static final String NEWEST = "SELECT flink_job_id, last_checkpoint FROM job_runs WHERE job = ?";

    private final Connection connection;
    private final List<String> jobs;
    private final Map<String, Seen> seen = new HashMap<>();

    /** The newest completed checkpoint of a run, 0 before the first. */
    private record Checkpoint(String flinkJobId, long number) {}

    /** What was seen last of a job, and how many checkpoints were seen to complete up to it. */
    private record Seen(Checkpoint newest, int completed) {}

    CheckpointsSince(Connection connection, List<String> jobs) {
        this.connection = connection;
        this.jobs = jobs;
    }

    /** Waits from the next look on. */
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
                        + " checkpoints since everything was read");
            }
        }
        return missing;
    }

    private int completedSince(String job, Checkpoint newest) {
        Seen before = seen.get(job);
        Seen now;
        if (before == null || !before.newest().flinkJobId().equals(newest.flinkJobId())) {
            // The first look, or another run, whose numbers need not go on from those of the former.
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
