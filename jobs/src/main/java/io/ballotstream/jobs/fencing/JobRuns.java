package io.ballotstream.jobs.fencing;

import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.store.DatabaseLogin;
import io.ballotstream.store.ElectionStore;
import io.ballotstream.store.JobHeartbeats;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateRecoveryOptions;

/**
 * Stores in the table {@code job_runs} which run owns the outputs of a job.
 *
 * <p>{@link #acquire} is thread-safe. Only one thread may record completed checkpoints. Its connection stays open until
 * {@link #close}.
 */
public final class JobRuns implements OutputOwnership {
    // A run that has vanished without closing its connection must not hold the lock forever, and the next run must not
    // wait forever.
    private static final String BOUND_LOCK =
            "SET LOCAL lock_timeout = '30s'; SET LOCAL idle_in_transaction_session_timeout = '30s'";

    // Held until the end of the transaction. Works even if the job has no row in job_runs yet.
    private static final String LOCK =
            "INSERT INTO job_locks (job) VALUES (?) ON CONFLICT (job) DO UPDATE SET job = EXCLUDED.job";

    private static final String OWN = """
            INSERT INTO job_runs AS runs (job, election_id, flink_job_id) VALUES (?, ?, ?)
            ON CONFLICT (job) DO UPDATE
            SET election_id = EXCLUDED.election_id, flink_job_id = EXCLUDED.flink_job_id,
                started_at = clock_timestamp()
            WHERE runs.flink_job_id <> EXCLUDED.flink_job_id
            """;

    // Not for a run with state: until its own first checkpoint, the outputs correspond to the previous run's
    // checkpoint.
    private static final String FORGET_CHECKPOINT =
            "UPDATE job_runs SET last_checkpoint = NULL, checkpoint_run = NULL, checkpoint_at = NULL"
                    + " WHERE job = ? AND flink_job_id <> ?";

    // FOR UPDATE: no other run can record a checkpoint until the new owner is written.
    private static final String OUTPUTS =
            "SELECT flink_job_id, checkpoint_run, last_checkpoint FROM job_runs WHERE job = ? FOR UPDATE";

    private static final String CHECKPOINT_COMPLETED = """
            UPDATE job_runs SET last_checkpoint = ?, checkpoint_run = flink_job_id, checkpoint_at = clock_timestamp()
            WHERE job = ? AND flink_job_id = ?
            """;

    private static final Duration HEARTBEAT_TIMEOUT = Duration.ofSeconds(3);
    private static final int ANSWER_TIMEOUT_SECONDS = 10;
    private static final String NO_RUN = "no run yet";

    private final DatabaseLogin login;
    private final String job;
    private final String outputsHoldRows;
    private transient Connection recording;

    /**
     * Creates the ownership of a job's outputs. Opens no connection yet.
     *
     * @param login the job's login
     * @param job the job's name, the key in {@code job_runs}
     * @param outputsHoldRows SQL condition that is true if any run of the job has written rows
     */
    public JobRuns(DatabaseLogin login, String job, String outputsHoldRows) {
        this.login = login;
        this.job = job;
        this.outputsHoldRows = outputsHoldRows;
    }

    /**
     * Checks before a job is submitted that {@link #acquire} will not refuse its run, and that no run of the job is
     * running. After the submission it would be too late: the sinks start in parallel with the source, and may abort
     * transactions of the run that owns the outputs.
     *
     * @param settings settings of the job, with the path of the state to restore, if any
     * @throws ServiceFailedException if the job is already running, if it would start without state although its tables
     *     contain rows, or if the tables cannot be read
     * @throws InterruptedException if the thread is interrupted
     */
    public void requireMayStart(ReadableConfig settings) throws InterruptedException {
        try (Connection connection = login.connectPatiently()) {
            if (settings.getOptional(StateRecoveryOptions.SAVEPOINT_PATH).isEmpty()) {
                requireOwnOutputs(connection, NO_RUN);
            }
            if (!new JobHeartbeats(connection, List.of(job), HEARTBEAT_TIMEOUT)
                    .findRunning()
                    .isEmpty()) {
                throw new FencedOutException(job + " is already running. Cancel it before you start it again.");
            }
        } catch (FencedOutException e) {
            throw new ServiceFailedException(e.getMessage(), e);
        } catch (SQLException e) {
            throw new ServiceFailedException("The tables of " + job + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public String acquire(String flinkJobId, RestoredState restored)
            throws SQLException, InterruptedException, FencedOutException {
        try (Connection connection = login.connectPatiently()) {
            connection.setAutoCommit(false);
            execute(connection, BOUND_LOCK);
            execute(connection, LOCK, job);
            String electionId = new ElectionStore(connection).requireElection().electionId();
            if (restored == null) {
                requireOwnOutputs(connection, flinkJobId);
                execute(connection, FORGET_CHECKPOINT, job, flinkJobId);
            } else {
                requireSameElection(restored, electionId);
                requireNewestState(connection, flinkJobId, restored);
            }
            execute(connection, OWN, job, electionId, flinkJobId);
            connection.commit();
            return electionId;
        }
    }

    private void requireSameElection(RestoredState restored, String electionId) throws FencedOutException {
        if (!restored.electionId().equals(electionId)) {
            throw new FencedOutException("The restored state of " + job + " belongs to the election "
                    + restored.electionId() + ", but the database holds the election " + electionId
                    + ". Start the job without that state.");
        }
    }

    /** A run with state that is older than the outputs would publish later records a second time. */
    private void requireNewestState(Connection connection, String flinkJobId, RestoredState restored)
            throws SQLException, FencedOutException {
        Outputs outputs = outputs(connection);
        if (outputs == null) {
            return;
        }
        if (restored.flinkJobId().equals(flinkJobId)) {
            // A restart of the same run: Flink always restores the newest checkpoint.
            if (!outputs.owner().equals(flinkJobId)) {
                throw fencedOut();
            }
        } else if (!outputs.areHeldBy(restored)) {
            throw new FencedOutException(
                    "The restored state of " + job + " is older than its outputs, which contain the"
                            + " output of run " + outputs.checkpointRun() + " up to checkpoint " + outputs.checkpoint()
                            + ". Start the job from that run's newest checkpoint or savepoint, or seed with --reset.");
        }
    }

    private void requireOwnOutputs(Connection connection, String flinkJobId) throws SQLException, FencedOutException {
        if (!outputsHoldRows(connection)) {
            return;
        }
        Outputs outputs = outputs(connection);
        if (outputs != null && outputs.checkpointRun() != null) {
            throw new FencedOutException(job
                    + " starts without state, but its tables already contain the output of run "
                    + outputs.checkpointRun() + ". Start the job from that run's newest checkpoint or savepoint, or"
                    + " seed with --reset.");
        }
        // Nothing is committed before the first checkpoint, so the run itself may restart without state.
        if (outputs == null || !outputs.owner().equals(flinkJobId)) {
            throw new FencedOutException(job + " starts without state, but its tables already contain the output of"
                    + " another run, which completed no checkpoint. Seed with --reset.");
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
     * The owner of the outputs, and the checkpoint that they correspond to.
     *
     * @param checkpointRun the run that completed the newest checkpoint, or null before the first one
     */
    private record Outputs(String owner, String checkpointRun, long checkpoint) {
        boolean areHeldBy(RestoredState state) {
            return checkpointRun == null
                    || (checkpointRun.equals(state.flinkJobId()) && state.checkpointId() >= checkpoint);
        }
    }

    /** Null if no run has ever owned the outputs. */
    private Outputs outputs(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OUTPUTS)) {
            statement.setString(1, job);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? new Outputs(row.getString(1), row.getString(2), row.getLong(3)) : null;
            }
        }
    }

    @Override
    public void checkpointCompleted(String flinkJobId, long checkpointId) throws SQLException, FencedOutException {
        if (recording == null || !recording.isValid(ANSWER_TIMEOUT_SECONDS)) {
            close();
            recording = login.connect();
            recording.setNetworkTimeout(Runnable::run, ANSWER_TIMEOUT_SECONDS * 1000);
        }
        try (PreparedStatement statement = recording.prepareStatement(CHECKPOINT_COMPLETED)) {
            statement.setLong(1, checkpointId);
            statement.setString(2, job);
            statement.setString(3, flinkJobId);
            if (statement.executeUpdate() == 0) {
                throw fencedOut();
            }
        }
    }

    private FencedOutException fencedOut() {
        return new FencedOutException("This run of " + job + " is fenced out, because another run owns its outputs.");
    }

    @Override
    public void close() throws SQLException {
        if (recording != null) {
            recording.close();
            recording = null;
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
