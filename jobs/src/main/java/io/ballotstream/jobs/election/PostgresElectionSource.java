package io.ballotstream.jobs.election;

import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.store.DatabaseLogin;
import io.ballotstream.store.ElectionStore;
import io.ballotstream.store.NoElectionException;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Reads the election from PostgreSQL. Retries while the database does not accept connections.
 *
 * @param login the job's login
 */
public record PostgresElectionSource(DatabaseLogin login) implements ElectionSource {
    @Override
    public CastingSetup forCasting() throws SQLException, InterruptedException {
        return read(store -> {
            store.requireVoteForEachVoter();
            return new CastingSetup(
                    store.requireElection(), store.salt().orElseThrow(), store.locations(), store.ballotPlan());
        });
    }

    @Override
    public TallySetup forTally() throws SQLException, InterruptedException {
        return read(store -> new TallySetup(store.candidates(), store.locations()));
    }

    /**
     * Checks before the tally job is submitted that its subtasks will find an election.
     *
     * @throws NoElectionException if there is no election
     * @throws ServiceFailedException if the database cannot be read
     * @throws InterruptedException if the thread is interrupted
     */
    public void requirePrepared() throws InterruptedException {
        require(store -> null);
    }

    /**
     * Checks before the casting job is submitted that its subtasks will find a completely prepared election.
     *
     * @throws NoElectionException if there is no election, or if it is not completely prepared
     * @throws ServiceFailedException if the database cannot be read
     * @throws InterruptedException if the thread is interrupted
     */
    public void requirePreparedForCasting() throws InterruptedException {
        require(store -> {
            store.requireVoteForEachVoter();
            return null;
        });
    }

    private void require(Reading<Void> requirement) throws InterruptedException {
        try {
            read(requirement);
        } catch (SQLException e) {
            throw new ServiceFailedException("The election cannot be read from " + login + ": " + e.getMessage(), e);
        }
    }

    private interface Reading<T> {
        T of(ElectionStore store) throws SQLException;
    }

    /** Reads in one snapshot, in case the database is seeded again at the same time. */
    private <T> T read(Reading<T> reading) throws SQLException, InterruptedException {
        try (Connection connection = login.connectPatiently()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            ElectionStore store = new ElectionStore(connection);
            store.requirePrepared();
            return reading.of(store);
        }
    }
}
