package io.ballotstream.jobs.fencing;

import io.ballotstream.store.DatabaseLogin;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A row of {@code job_runs}, written as long as it is still this run's. */
final class PostgresRunClaim implements RunClaim {
    private static final String COMPLETED = """
            UPDATE job_runs SET last_checkpoint = ?, checkpoint_run = flink_job_id, checkpoint_at = clock_timestamp()
            WHERE job = ? AND flink_job_id = ?
            """;

    private static final int PATIENCE_SECONDS = 10;

    private final DatabaseLogin login;
    private final String job;
    private final String flinkJobId;
    private final String electionId;
    private Connection connection;

    PostgresRunClaim(DatabaseLogin login, String job, String flinkJobId, String electionId) {
        this.login = login;
        this.job = job;
        this.flinkJobId = flinkJobId;
        this.electionId = electionId;
    }

    @Override
    public String electionId() {
        return electionId;
    }

    /** Why a run must not go on after another one has claimed its outputs. */
    static RunRefusedException takenOver(String job) {
        return new RunRefusedException(
                "Another run of " + job + " has taken over its outputs: this one must not go on.");
    }

    @Override
    public void checkpointCompleted(long checkpointId) throws SQLException, RunRefusedException {
        if (connection == null || !connection.isValid(PATIENCE_SECONDS)) {
            release();
            connection = login.connect();
            connection.setNetworkTimeout(Runnable::run, PATIENCE_SECONDS * 1000);
        }
        try (PreparedStatement statement = connection.prepareStatement(COMPLETED)) {
            statement.setLong(1, checkpointId);
            statement.setString(2, job);
            statement.setString(3, flinkJobId);
            if (statement.executeUpdate() == 0) {
                throw takenOver(job);
            }
        }
    }

    @Override
    public void release() throws SQLException {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
