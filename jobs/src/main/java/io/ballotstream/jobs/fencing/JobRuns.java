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
 * A job's row in the table {@code job_runs}, which names the run that owns its outputs.
 *
 * <p>Runs may acquire the outputs from any number of threads; completed checkpoints are recorded by one thread, over a
 * connection that stays open until {@link #close}.
 */
public final class JobRuns implements OutputOwnership {
    // A run that is gone without having closed its connection must not keep the lock, nor may the next one wait for
    // ever.
    private static final String BOUND_LOCK =
            "SET LOCAL lock_timeout = '30s'; SET LOCAL idle_in_transaction_session_timeout = '30s'";

    // Held until the end of the transaction, also while the job has no row in job_runs yet.
    private static final String LOCK =
            "INSERT INTO job_locks (job) VALUES (?) ON CONFLICT (job) DO UPDATE SET job = EXCLUDED.job";

    private static final String OWN = """
            INSERT INTO job_runs AS runs (job, election_id, flink_job_id) VALUES (?, ?, ?)
            ON CONFLICT (job) DO UPDATE
            SET election_id = EXCLUDED.election_id, flink_job_id = EXCLUDED.flink_job_id,
                started_at = clock_timestamp()
            WHERE runs.flink_job_id <> EXCLUDED.flink_job_id
            """;

    // A run with state keeps the checkpoint of the run before: until its own first one the outputs hold that.
    private static final String FORGET_CHECKPOINT =
            "UPDATE job_runs SET last_checkpoint = NULL, checkpoint_run = NULL, checkpoint_at = NULL"
                    + " WHERE job = ? AND flink_job_id <> ?";

    // Nobody completes a checkpoint between this query and the new owner's row.
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
     * @param job the job's name, the key in {@code job_runs}
     * @param outputsHoldRows an SQL condition: whether any run of the job has written anything
     */
    public JobRuns(DatabaseLogin login, String job, String outputsHoldRows) {
        this.login = login;
        this.job = job;
        this.outputsHoldRows = outputsHoldRows;
    }

    /**
     * Refuses a job before it is submitted, where {@link #acquire} would refuse its run, or where a run of it is running:
     * once submitted, the job's sinks, which start beside its source, may already have aborted transactions of the run
     * that owns the outputs.
     *
     * @param settings the job's, which name the state that it is to be restored from, if there is any
     * @throws ServiceFailedException if the job is running already, if it is to start without state and its tables hold
     *     rows, or if they cannot be read
     */
    public void requireMayStart(ReadableConfig settings) throws InterruptedException {
        try (Connection connection = login.connectPatiently()) {
            if (settings.getOptional(StateRecoveryOptions.SAVEPOINT_PATH).isEmpty()) {
                requireOwnOutputs(connection, NO_RUN);
            }
            if (!new JobHeartbeats(connection, List.of(job), HEARTBEAT_TIMEOUT)
                    .findRunning()
                    .isEmpty()) {
                throw new FencedOutException(job + " is running already: stop it before you start it again.");
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
                    + ": start without that state.");
        }
    }

    /** A run with older state than its outputs have would publish again what was published since. */
    private void requireNewestState(Connection connection, String flinkJobId, RestoredState restored)
            throws SQLException, FencedOutException {
        Outputs outputs = outputs(connection);
        if (outputs == null) {
            return;
        }
        if (restored.flinkJobId().equals(flinkJobId)) {
            // Its own restart: Flink takes the newest state by itself.
            if (!outputs.owner().equals(flinkJobId)) {
                throw fencedOut();
            }
        } else if (!outputs.areHeldBy(restored)) {
            throw new FencedOutException("The restored state of " + job + " is older than its outputs, which hold what"
                    + " the run " + outputs.checkpointRun() + " wrote up to its checkpoint " + outputs.checkpoint()
                    + ": start it from that run's newest checkpoint or savepoint, or seed with --reset.");
        }
    }

    private void requireOwnOutputs(Connection connection, String flinkJobId) throws SQLException, FencedOutException {
        if (!outputsHoldRows(connection)) {
            return;
        }
        Outputs outputs = outputs(connection);
        if (outputs != null && outputs.checkpointRun() != null) {
            throw new FencedOutException(job + " starts without state, but its tables already hold what the run "
                    + outputs.checkpointRun() + " wrote: start it from that run's newest checkpoint or savepoint, or"
                    + " seed with --reset.");
        }
        // Before the first checkpoint nothing is committed, and the run itself may start over.
        if (outputs == null || !outputs.owner().equals(flinkJobId)) {
            throw new FencedOutException(job + " starts without state, but its tables already hold what another run"
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
    private record Outputs(String owner, String checkpointRun, long checkpoint) {
        boolean areHeldBy(RestoredState state) {
            return checkpointRun == null
                    || (checkpointRun.equals(state.flinkJobId()) && state.checkpointId() >= checkpoint);
        }
    }

    /** Null where no run of the job has ever owned them. */
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
        return new FencedOutException("This run of " + job + " is fenced out: another run owns its outputs.");
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
