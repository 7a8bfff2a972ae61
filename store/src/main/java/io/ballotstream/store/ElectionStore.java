package io.ballotstream.store;

import io.ballotstream.model.Candidate;
import io.ballotstream.model.Contest;
import io.ballotstream.model.Election;
import io.ballotstream.model.Location;
import io.ballotstream.model.PlannedVotes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the tables that the seeder fills: {@code election}, {@code candidates}, {@code locations}, {@code ballot_plan}
 * and {@code seeding_manifest}.
 *
 * <p>Each method executes its own queries in the caller's transaction. A caller that needs consistent results of
 * several methods calls them in one REPEATABLE READ transaction. Not thread-safe.
 */
public final class ElectionStore {
    private final Connection connection;

    /**
     * Reads over a connection.
     *
     * @param connection the caller closes it
     */
    public ElectionStore(Connection connection) {
        this.connection = connection;
    }

    /**
     * Reads the election.
     *
     * @return empty if the database holds none
     * @throws SQLException if the query fails
     */
    public Optional<Election> election() throws SQLException {
        List<Election> elections = Rows.list(connection, """
                SELECT election_id, name, seed, scale, voters, voting_age, results_sha256, created_at, people_source,
                       nationalities, contest
                FROM election""", ElectionStore::election);
        return elections.stream().findFirst();
    }

    /**
     * Reads the election.
     *
     * @return the election
     * @throws NoElectionException if the database holds none
     * @throws SQLException if the query fails
     */
    public Election requireElection() throws SQLException {
        return election()
                .orElseThrow(() -> new NoElectionException(
                        "The database holds no election. Prepare one with `ballotstream seed` first."));
    }

    /**
     * Requires what counting needs: an election with candidates and locations.
     *
     * @throws NoElectionException if one of them is missing; the message names it
     * @throws SQLException if a query fails
     */
    public void requirePrepared() throws SQLException {
        requireElection();
        for (String table : List.of("candidates", "locations")) {
            if (!Rows.list(connection, "SELECT EXISTS (SELECT FROM " + table + ")", row -> row.getBoolean(1))
                    .get(0)) {
                throw new NoElectionException(
                        "The database holds no " + table + ". Prepare an election with `ballotstream seed` first.");
            }
        }
    }

    /**
     * Requires what casting needs in addition: all voters are registered, and the ballot plan has a vote for each of
     * them. Otherwise the casting job would reject valid voters.
     *
     * @throws NoElectionException if the preparation is incomplete; the message contains the numbers
     * @throws SQLException if the query fails
     */
    public void requireVoteForEachVoter() throws SQLException {
        List<String> unfinished = Rows.list(connection, """
                SELECT format('of its %s voters %s are registered, and its ballot plan has %s votes',
                              voters, registered_voters, planned)
                FROM election, (SELECT coalesce(sum(weight), 0) AS planned FROM ballot_plan) plan
                WHERE registered_voters <> voters OR planned <> voters""", row -> row.getString(1));
        if (!unfinished.isEmpty()) {
            throw new NoElectionException("The election is not completely prepared: " + unfinished.get(0)
                    + ". Complete it with `ballotstream seed --phase prepare --resume`, or start over with --reset.");
        }
    }

    /**
     * Reads the secret from which vote ids are derived. Only the owner and the jobs have the right to read it.
     *
     * @return 32 bytes; empty if the database holds no election
     * @throws SQLException if the query fails
     */
    public Optional<byte[]> salt() throws SQLException {
        return Rows.list(connection, "SELECT salt FROM election", row -> row.getBytes(1)).stream()
                .findFirst();
    }

    /**
     * Reads the candidates.
     *
     * @return the candidates, by ballot number
     * @throws SQLException if the query fails
     */
    public List<Candidate> candidates() throws SQLException {
        return Rows.list(
                connection,
                "SELECT candidate_id, ballot_no, candidate_name, party_affiliation FROM candidates ORDER BY ballot_no",
                row -> new Candidate(row.getString(1), row.getInt(2), row.getString(3), row.getString(4)));
    }

    /**
     * Reads the locations.
     *
     * @return the locations, ordered by the UTF-8 bytes of their names
     * @throws SQLException if the query fails
     */
    public List<Location> locations() throws SQLException {
        return Rows.list(
                connection,
                "SELECT location, latitude, longitude, eligible_voters, seats FROM locations ORDER BY location COLLATE \"C\"",
                row -> new Location(
                        row.getString(1),
                        row.getObject(2, Double.class),
                        row.getObject(3, Double.class),
                        row.getObject(4, Long.class),
                        row.getInt(5)));
    }

    /**
     * Reads the ballot plan.
     *
     * @return all rows, by location and ballot number
     * @throws SQLException if the query fails
     */
    public List<PlannedVotes> ballotPlan() throws SQLException {
        return Rows.list(
                connection,
                "SELECT location, candidate_id, weight FROM ballot_plan JOIN candidates USING (candidate_id)"
                        + " ORDER BY location COLLATE \"C\", ballot_no",
                row -> new PlannedVotes(row.getString(1), row.getString(2), row.getLong(3)));
    }

    /**
     * Reads how many records of each kind the seeder publishes to {@code voters_topic}.
     *
     * @return the number of records by kind, ordered by kind
     * @throws SQLException if the query fails
     */
    public Map<String, Long> manifest() throws SQLException {
        Map<String, Long> records = new LinkedHashMap<>();
        Rows.list(
                        connection,
                        "SELECT kind, records FROM seeding_manifest ORDER BY kind",
                        row -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(entry -> records.put(entry.getKey(), entry.getValue()));
        return records;
    }

    private static Election election(ResultSet row) throws SQLException {
        return new Election(
                row.getString("election_id"),
                row.getString("name"),
                row.getLong("seed"),
                row.getLong("scale"),
                row.getLong("voters"),
                row.getInt("voting_age"),
                row.getString("results_sha256"),
                Rows.instant(row, "created_at"),
                row.getString("people_source"),
                Arrays.stream(row.getString("nationalities").split(","))
                        .filter(code -> !code.isEmpty())
                        .toList(),
                Contest.of(row.getString("contest")).orElseThrow());
    }
}
