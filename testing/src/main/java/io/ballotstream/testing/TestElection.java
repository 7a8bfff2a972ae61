package io.ballotstream.testing;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds a small election: the rows that the seeder would write, except for the voters. Defaults: scale 1, seed 1,
 * voting age 18, ten voters, no results file. Not thread-safe.
 */
public final class TestElection {
    private record Insert(String sql, List<Object> parameters) {}

    private final String electionId;
    private final String name;
    private final List<Insert> inserts = new ArrayList<>();

    private byte[] salt = salt();
    private long scale = 1;
    private long voters = 10;
    private String resultsSha256;
    /**
     * Starts with an election without candidates and locations.
     *
     * @param electionId unique among the test's elections
     * @param name the title
     */
    public TestElection(String electionId, String name) {
        this.electionId = electionId;
        this.name = name;
    }

    /** {@return the default salt, 32 bytes} */
    public static byte[] salt() {
        return "the salt of the tests: 32 bytes.".getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Sets the salt, from which the vote ids are derived.
     *
     * @param secret 32 bytes
     * @return this
     */
    public TestElection salt(byte[] secret) {
        salt = secret.clone();
        return this;
    }

    /**
     * Sets the number of voters, and the number of registered voters.
     *
     * @param number of voters
     * @return this
     */
    public TestElection voters(long number) {
        voters = number;
        return this;
    }

    /**
     * Sets the results file.
     *
     * @param sha256 digest of the file, in hexadecimal digits
     * @param divisor the scale
     * @return this
     */
    public TestElection results(String sha256, long divisor) {
        resultsSha256 = sha256;
        scale = divisor;
        return this;
    }

    /**
     * Adds a candidate.
     *
     * @param candidateId {@code c} and the ballot number
     * @param candidateName the name
     * @param party may be empty
     * @param color {@code #rrggbb}
     * @return this
     */
    public TestElection candidate(String candidateId, String candidateName, String party, String color) {
        return insert(
                "INSERT INTO candidates (candidate_id, candidate_name, party_affiliation, color, ballot_no)"
                        + " VALUES (?, ?, ?, ?, ?)",
                candidateId,
                candidateName,
                party,
                color,
                Integer.parseInt(candidateId.substring(1)));
    }

    /**
     * Adds locations without coordinates, each with one seat.
     *
     * @param locations their names
     * @return this
     */
    public TestElection locations(String... locations) {
        for (String location : locations) {
            insert("INSERT INTO locations (location) VALUES (?)", location);
        }
        return this;
    }

    /**
     * Adds a row of the ballot plan.
     *
     * @param location a location that was added before
     * @param candidateId a candidate that was added before
     * @param weight number of voters
     * @return this
     */
    public TestElection planned(String location, String candidateId, long weight) {
        return insert(
                "INSERT INTO ballot_plan (location, candidate_id, weight) VALUES (?, ?, ?)",
                location,
                candidateId,
                weight);
    }

    /**
     * Adds a row of the seeding manifest.
     *
     * @param kind {@code ON_TIME}, {@code LATE} or the name of a reject reason
     * @param records number of records on {@code voters_topic}
     * @return this
     */
    public TestElection published(String kind, long records) {
        return insert("INSERT INTO seeding_manifest (kind, records) VALUES (?, ?)", kind, records);
    }

    private TestElection insert(String sql, Object... parameters) {
        inserts.add(new Insert(sql, List.of(parameters)));
        return this;
    }

    /**
     * Writes the election.
     *
     * @param database a migrated database without an election
     */
    public void insertInto(TestDatabase database) {
        try (Connection connection = database.owner().connect()) {
            TestDatabase.execute(
                    connection,
                    "INSERT INTO election (election_id, name, salt, seed, scale, voters, registered_voters, voting_age,"
                            + " results_sha256) VALUES (?, ?, ?, 1, ?, ?, ?, 18, ?)",
                    electionId,
                    name,
                    salt,
                    scale,
                    voters,
                    voters,
                    resultsSha256);
            for (Insert insert : inserts) {
                TestDatabase.execute(
                        connection, insert.sql(), insert.parameters().toArray());
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
