package io.ballotstream.jobs.election;

import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.store.DatabaseLogin;
import io.ballotstream.store.ElectionStore;
import io.ballotstream.store.NoElectionException;
import java.sql.Connection;
import java.sql.SQLException;

/** The election in the database. Waits for a database that does not accept connections yet. */
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
     * Refuses a job before it is submitted where its subtasks would find no election; reads no more than that.
     *
     * @throws NoElectionException if no election is prepared
     * @throws ServiceFailedException if the database cannot be read
     */
    public void requirePrepared() throws InterruptedException {
        require(store -> null);
    }

    /**
     * The same for the casting job, which also needs a planned vote for each voter.
     *
     * @throws NoElectionException if no election is prepared, or not to the end
     * @throws ServiceFailedException if the database cannot be read
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

    /** In one snapshot, so that nothing of another election is read if the database is seeded again meanwhile. */
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
