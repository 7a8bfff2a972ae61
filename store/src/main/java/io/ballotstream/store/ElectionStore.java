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
 * Reads the election from the tables {@code election}, {@code candidates}, {@code locations}, {@code ballot_plan} and
 * {@code seeding_manifest}: no other class knows their columns.
 *
 * <p>Each method is one query on the connection, whose transaction is the caller's: who needs several answers to agree
 * reads them in one REPEATABLE READ transaction. Not thread-safe.
 */
public final class ElectionStore {
    private final Connection connection;

    /** @param connection stays the caller's to close */
    public ElectionStore(Connection connection) {
        this.connection = connection;
    }

    /** The election, if the database holds one. */
    public Optional<Election> election() throws SQLException {
        List<Election> elections = Rows.list(connection, """
                SELECT election_id, name, seed, scale, voters, voting_age, results_sha256, created_at, people_source,
                       nationalities, contest
                FROM election""", ElectionStore::election);
        return elections.stream().findFirst();
    }

    /**
     * The election.
     *
     * @throws NoElectionException if the database holds none
     */
    public Election requireElection() throws SQLException {
        return election()
                .orElseThrow(() -> new NoElectionException(
                        "The database holds no election: prepare one with `ballotstream seed` first."));
    }

    /**
     * Requires what voting needs: an election with candidates and locations, however many.
     *
     * @throws NoElectionException that names what is missing
     */
    public void requirePrepared() throws SQLException {
        requireElection();
        for (String table : List.of("candidates", "locations")) {
            if (!Rows.list(connection, "SELECT EXISTS (SELECT FROM " + table + ")", row -> row.getBoolean(1))
                    .get(0)) {
                throw new NoElectionException(
                        "The database holds no " + table + ": prepare an election with `ballotstream seed` first.");
            }
        }
    }

    /**
     * Requires what casting needs besides: that all voters are registered, and that the ballot plan has a vote for each.
     * With less, the job would reject good voters.
     *
     * @throws NoElectionException that says what there is
     */
    public void requireVoteForEachVoter() throws SQLException {
        List<String> unfinished = Rows.list(connection, """
                SELECT format('it has %s voters, of whom %s are registered, and its ballot plan has %s votes',
                              voters, registered_voters, planned)
                FROM election, (SELECT coalesce(sum(weight), 0) AS planned FROM ballot_plan) plan
                WHERE registered_voters <> voters OR planned <> voters""", row -> row.getString(1));
        if (!unfinished.isEmpty()) {
            throw new NoElectionException("The election is not prepared to the end: " + unfinished.get(0)
                    + ": complete it with `ballotstream seed --phase prepare --resume`, or seed with --reset.");
        }
    }

    /** The secret from which vote ids are derived, 32 bytes; only the owner and the jobs may read it. */
    public Optional<byte[]> salt() throws SQLException {
        return Rows.list(connection, "SELECT salt FROM election", row -> row.getBytes(1)).stream()
                .findFirst();
    }

    /** The candidates in the order of their ballot numbers. */
    public List<Candidate> candidates() throws SQLException {
        return Rows.list(
                connection,
                "SELECT candidate_id, ballot_no, candidate_name, party_affiliation FROM candidates ORDER BY ballot_no",
                row -> new Candidate(row.getString(1), row.getInt(2), row.getString(3), row.getString(4)));
    }

    /** The locations by name, in the order of their UTF-8 bytes. */
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

    /** The ballot plan, a location's candidates in the order of their ballot numbers. */
    public List<PlannedVotes> ballotPlan() throws SQLException {
        return Rows.list(
                connection,
                "SELECT location, candidate_id, weight FROM ballot_plan JOIN candidates USING (candidate_id)"
                        + " ORDER BY location COLLATE \"C\", ballot_no",
                row -> new PlannedVotes(row.getString(1), row.getString(2), row.getLong(3)));
    }

    /** How many records of each kind are published to {@code voters_topic}. */
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
