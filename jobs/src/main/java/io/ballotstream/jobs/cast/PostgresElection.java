package io.ballotstream.jobs.cast;

import io.ballotstream.jobs.cast.rules.BallotPlan;
import io.ballotstream.store.DatabaseLogin;
import io.ballotstream.store.NoElectionException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The election in the tables {@code election}, {@code candidates}, {@code locations} and {@code ballot_plan}. Waits for
 * a database that is not up yet.
 */
public record PostgresElection(DatabaseLogin login) implements ElectionSource {
    private static final String ELECTION =
            "SELECT voting_age, salt, EXISTS (SELECT FROM candidates) AS contested FROM election";

    // A location without a plan has an empty roll.
    private static final String PLAN = """
            SELECT location, candidate_id, weight
            FROM locations LEFT JOIN (ballot_plan JOIN candidates USING (candidate_id)) USING (location)
            ORDER BY location, ballot_no
            """;

    @Override
    public Election read() throws SQLException, InterruptedException {
        try (Connection connection = login.connectPatiently()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try (Statement statement = connection.createStatement()) {
                return read(statement);
            }
        }
    }

    private static Election read(Statement statement) throws SQLException {
        int votingAge;
        byte[] salt;
        try (ResultSet row = statement.executeQuery(ELECTION)) {
            if (!row.next()) {
                throw new NoElectionException("The database holds no election: prepare one first.");
            }
            if (!row.getBoolean("contested")) {
                throw new NoElectionException("No candidate stands in the election: prepare it first.");
            }
            votingAge = row.getInt("voting_age");
            salt = row.getBytes("salt");
        }
        return new Election(votingAge, salt, plan(statement));
    }

    private static BallotPlan plan(Statement statement) throws SQLException {
        BallotPlan.Builder plan = new BallotPlan.Builder();
        try (ResultSet row = statement.executeQuery(PLAN)) {
            while (row.next()) {
                String candidateId = row.getString("candidate_id");
                if (candidateId == null) {
                    plan.location(row.getString("location"));
                } else {
                    plan.share(row.getString("location"), candidateId, row.getLong("weight"));
                }
            }
        }
        return plan.build();
    }
}
