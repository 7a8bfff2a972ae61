package io.ballotstream.jobs.fencing;

import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.store.DatabaseLogin;
import io.ballotstream.store.JobHeartbeats;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateRecoveryOptions;

/** Claims in the table {@code job_runs}. */
public final class PostgresRunClaims implements RunClaims {
    // Held until the end of the transaction, also while the job has no row yet.
    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('job_runs ' || ?))";

    private static final String CLAIM = """
            INSERT INTO job_runs AS runs (job, election_id, flink_job_id) VALUES (?, ?, ?)
            ON CONFLICT (job) DO UPDATE
            SET election_id = EXCLUDED.election_id, flink_job_id = EXCLUDED.flink_job_id,
                started_at = clock_timestamp()
            WHERE runs.flink_job_id <> EXCLUDED.flink_job_id
            """;

    // A run with state leaves in sight what was completed before: until its own first checkpoint the outputs hold that.
    private static final String BEGIN_ANEW =
            "UPDATE job_runs SET last_checkpoint = NULL, checkpoint_run = NULL, checkpoint_at = NULL"
                    + " WHERE job = ? AND flink_job_id <> ?";

    // Nobody completes a checkpoint between this look and the claim.
    private static final String NEWEST =
            "SELECT flink_job_id, checkpoint_run, last_checkpoint FROM job_runs WHERE job = ? FOR UPDATE";

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final String NO_RUN = "no run yet";

    private final DatabaseLogin login;
    private final String job;
    private final String outputsHoldRows;

    /**
     * @param job the job's name, the key in {@code job_runs}
     * @param outputsHoldRows an SQL condition: whether any run of the job has written anything
     */
    public PostgresRunClaims(DatabaseLogin login, String job, String outputsHoldRows) {
        this.login = login;
        this.job = job;
        this.outputsHoldRows = outputsHoldRows;
    }

    /**
     * Refuses a job before it is submitted, where {@link #claim} would refuse its run, or a run that is at work: by then
     * the job's sinks, which start beside its source, may already have aborted transactions of the run that owns the
     * outputs.
     *
     * @param settings the job's, which name the state that it is to start from, if there is any
     * @throws ServiceFailedException if the job is at work already, if it is to start without state and its tables hold
     *     rows, or if they cannot be read
     */
    public void requireMayStart(ReadableConfig settings) throws InterruptedException {
        try (Connection connection = login.connectPatiently()) {
            if (settings.getOptional(StateRecoveryOptions.SAVEPOINT_PATH).isEmpty()) {
                requireOwnOutputs(connection, NO_RUN);
            }
            if (!new JobHeartbeats(connection, List.of(job), PATIENCE).findRunning().isEmpty()) {
                throw new RunRefusedException(job + " is at work already: stop it before it is started again.");
            }
        } catch (RunRefusedException e) {
            throw new ServiceFailedException(e.getMessage(), e);
        } catch (SQLException e) {
            throw new ServiceFailedException("The tables of " + job + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public RunClaim claim(String flinkJobId, RestoredRun restored)
            throws SQLException, InterruptedException, RunRefusedException {
        try (Connection connection = login.connectPatiently()) {
            connection.setAutoCommit(false);
            execute(connection, LOCK, job);
            String electionId = electionId(connection);
            if (restored == null) {
                requireOwnOutputs(connection, flinkJobId);
                execute(connection, BEGIN_ANEW, job, flinkJobId);
            } else {
                requireSameElection(restored, electionId);
                requireNewestState(connection, flinkJobId, restored);
            }
            execute(connection, CLAIM, job, electionId, flinkJobId);
            connection.commit();
            return new PostgresRunClaim(login, job, flinkJobId, electionId);
        }
    }

    private static String electionId(Connection connection) throws SQLException, RunRefusedException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT election_id FROM election");
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                throw new RunRefusedException("The database holds no election: prepare one first.");
            }
            return row.getString(1);
        }
    }

    private void requireSameElection(RestoredRun restored, String electionId) throws RunRefusedException {
        if (!restored.electionId().equals(electionId)) {
            throw new RunRefusedException("The restored state of " + job + " belongs to the election "
                    + restored.electionId() + ", but the database holds the election " + electionId
                    + ": start without that state.");
        }
    }

    /** A run that goes on from older state than its outputs have would publish again what was published since. */
    private void requireNewestState(Connection connection, String flinkJobId, RestoredRun restored)
            throws SQLException, RunRefusedException {
        OutputState outputs = outputState(connection);
        if (outputs == null) {
            return;
        }
        if (restored.flinkJobId().equals(flinkJobId)) {
            // Its own restart: Flink takes the newest state by itself.
            if (!outputs.owner().equals(flinkJobId)) {
                throw PostgresRunClaim.takenOver(job);
            }
        } else if (!outputs.areHeldBy(restored)) {
            throw new RunRefusedException("The restored state of " + job + " is older than its outputs, which hold what"
                    + " the run " + outputs.checkpointRun() + " wrote up to its checkpoint " + outputs.checkpoint()
                    + ": start it from that run's newest checkpoint or savepoint, or seed with --reset.");
        }
    }

    private void requireOwnOutputs(Connection connection, String flinkJobId) throws SQLException, RunRefusedException {
        if (!outputsHoldRows(connection)) {
            return;
        }
        OutputState outputs = outputState(connection);
        if (outputs != null && outputs.checkpointRun() != null) {
            throw new RunRefusedException(job + " starts without state, but its tables already hold what the run "
                    + outputs.checkpointRun() + " wrote: start it from that run's newest checkpoint or savepoint, or"
                    + " seed with --reset.");
        }
        // Before the first checkpoint nothing is committed, and the run itself may begin again.
        if (outputs == null || !outputs.owner().equals(flinkJobId)) {
            throw new RunRefusedException(job + " starts without state, but its tables already hold what another run"
                    + " wrote, of which no checkpoint is known: seed with --reset.");
        }
    }

    private boolean outputsHoldRows(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT " + outputsHoldRows);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /**
     * Who owns the outputs, and what they hold.
     *
     * @param checkpointRun the run that completed the newest checkpoint, or null before the first
     */
    private record OutputState(String owner, String checkpointRun, long checkpoint) {
        boolean areHeldBy(RestoredRun state) {
            return checkpointRun == null
                    || (checkpointRun.equals(state.flinkJobId()) && state.checkpointId() >= checkpoint);
        }
    }

    /** Null where no run of the job has ever claimed them. */
    private OutputState outputState(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NEWEST)) {
            statement.setString(1, job);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? new OutputState(row.getString(1), row.getString(2), row.getLong(3)) : null;
            }
        }
    }

    private static void execute(Connection connection, String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int index = 0; index < parameters.length; index++) {
                statement.setString(index + 1, parameters[index]);
            }
            statement.execute();
        }
    }
}
