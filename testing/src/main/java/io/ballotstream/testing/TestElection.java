package io.ballotstream.testing;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A small election with the tables that the seeder fills, except for its voters. The default is scale 1, seed 1, voting
 * age 18, ten voters, and no results file. Not thread-safe.
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
    /** An election that has no candidates and no locations yet. */
    public TestElection(String electionId, String name) {
        this.electionId = electionId;
        this.name = name;
    }

    /** The secret from which an election's vote ids are derived by default, 32 bytes. */
    public static byte[] salt() {
        return "the salt of the tests: 32 bytes.".getBytes(StandardCharsets.US_ASCII);
    }

    /** Sets the secret from which the vote ids are derived, 32 bytes. */
    public TestElection salt(byte[] secret) {
        salt = secret.clone();
        return this;
    }

    /** Sets the number of voters, who are all said to be registered. */
    public TestElection voters(long number) {
        voters = number;
        return this;
    }

    /** Sets the results file that the election is seeded from, and the divisor of its votes. */
    public TestElection results(String sha256, long divisor) {
        resultsSha256 = sha256;
        scale = divisor;
        return this;
    }

    /** Adds a candidate; the id is {@code c} and the ballot number. */
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

    /** Adds locations. */
    public TestElection locations(String... locations) {
        for (String location : locations) {
            insert("INSERT INTO locations (location) VALUES (?)", location);
        }
        return this;
    }

    /** Adds a row of the ballot plan, for a location and a candidate that have been added. */
    public TestElection planned(String location, String candidateId, long weight) {
        return insert(
                "INSERT INTO ballot_plan (location, candidate_id, weight) VALUES (?, ?, ?)",
                location,
                candidateId,
                weight);
    }

    /** Adds the number of records of a kind that are published to {@code voters_topic}. */
    public TestElection published(String kind, long records) {
        return insert("INSERT INTO seeding_manifest (kind, records) VALUES (?, ?)", kind, records);
    }

    private TestElection insert(String sql, Object... parameters) {
        inserts.add(new Insert(sql, List.of(parameters)));
        return this;
    }

    /** Writes the election into a migrated database that holds none. */
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
