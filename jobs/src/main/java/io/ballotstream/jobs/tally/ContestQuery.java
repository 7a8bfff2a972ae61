package io.ballotstream.jobs.tally;

import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.store.DatabaseLogin;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Reads the contest from the database when the job starts. */
final class ContestQuery {
    private ContestQuery() {}

    /**
     * The contest. Waits for a database that is not up yet.
     *
     * @throws ServiceFailedException if the database cannot be read, or holds no candidates or no locations
     */
    static Contest read(DatabaseLogin login) throws InterruptedException {
        try (Connection connection = login.connectPatiently();
                Statement statement = connection.createStatement()) {
            List<Contest.Candidate> candidates = candidates(statement);
            List<Contest.Location> locations = locations(statement);
            if (candidates.isEmpty() || locations.isEmpty()) {
                throw new ServiceFailedException("The database " + login + " holds no "
                        + (candidates.isEmpty() ? "candidates" : "locations") + ": prepare an election first.");
            }
            return new Contest(candidates, locations);
        } catch (SQLException e) {
            throw new ServiceFailedException(
                    "The candidates and locations cannot be read from " + login + ": " + e.getMessage(), e);
        }
    }

    private static List<Contest.Candidate> candidates(Statement statement) throws SQLException {
        List<Contest.Candidate> candidates = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(
                "SELECT candidate_id, candidate_name, party_affiliation, ballot_no FROM candidates")) {
            while (row.next()) {
                candidates.add(
                        new Contest.Candidate(row.getString(1), row.getString(2), row.getString(3), row.getInt(4)));
            }
        }
        return candidates;
    }

    private static List<Contest.Location> locations(Statement statement) throws SQLException {
        List<Contest.Location> locations = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("SELECT location, eligible_voters FROM locations")) {
            while (row.next()) {
                locations.add(new Contest.Location(row.getString(1), row.getObject(2, Long.class)));
            }
        }
        return locations;
    }
}
