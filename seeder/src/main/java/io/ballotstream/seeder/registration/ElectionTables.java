package io.ballotstream.seeder.registration;

import io.ballotstream.seeder.Manifest;
import io.ballotstream.seeder.RecordKind;
import io.ballotstream.seeder.SeedOptions;
import io.ballotstream.seeder.people.Nationality;
import io.ballotstream.seeder.plan.Ballot;
import io.ballotstream.seeder.plan.Candidate;
import io.ballotstream.seeder.plan.PlannedVotes;
import io.ballotstream.seeder.plan.VotingLocation;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** The tables of one election but for its voters: {@code election}, {@code candidates}, {@code locations}, … */
public final class ElectionTables {
    private static final int SALT_BYTES = 32;

    private final Connection connection;

    public ElectionTables(Connection connection) {
        this.connection = connection;
    }

    /** The election that the database holds. */
    public Optional<StoredElection> read() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT election_id, name, seed, scale, voters, voting_age, results_sha256, created_at,
                               people_source, nationalities
                        FROM election""")) {
            if (!row.next()) {
                return Optional.empty();
            }
            return Optional.of(new StoredElection(
                    row.getString("election_id"),
                    row.getString("name"),
                    row.getLong("seed"),
                    row.getLong("scale"),
                    row.getLong("voters"),
                    row.getInt("voting_age"),
                    row.getString("results_sha256"),
                    row.getObject("created_at", OffsetDateTime.class).toInstant(),
                    row.getString("people_source"),
                    Nationality.parseList(row.getString("nationalities")),
                    readManifest()));
        }
    }

    private Manifest readManifest() throws SQLException {
        Map<RecordKind, Long> records = new EnumMap<>(RecordKind.class);
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT kind, records FROM seeding_manifest")) {
            while (rows.next()) {
                records.put(RecordKind.valueOf(rows.getString("kind")), rows.getLong("records"));
            }
        }
        return new Manifest(records);
    }

    /** Writes everything but the voters. The salt is random, whatever the seed: the votes' secrecy rests on it. */
    public void create(Ballot ballot, SeedOptions options, String peopleSource) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO election (election_id, name, salt, seed, scale, voters, voting_age, results_sha256,
                                      people_source, nationalities)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            byte[] salt = new byte[SALT_BYTES];
            new SecureRandom().nextBytes(salt);
            insert.setString(1, UUID.randomUUID().toString());
            insert.setString(2, ballot.name());
            insert.setBytes(3, salt);
            insert.setLong(4, options.seed());
            insert.setLong(5, ballot.scale());
            insert.setLong(6, ballot.voters());
            insert.setInt(7, options.votingAge());
            insert.setString(8, ballot.resultsSha256());
            insert.setString(9, peopleSource);
            insert.setString(
                    10, options.nationalities().stream().map(Nationality::code).collect(Collectors.joining(",")));
            insert.executeUpdate();
        }
        copyCandidates(ballot.candidates());
        plan(ballot.locations(), ballot.votes());
        try (CopyRows rows = new CopyRows(connection, "seeding_manifest", "kind, records")) {
            Manifest manifest = options.manifest();
            for (RecordKind kind : RecordKind.values()) {
                rows.text(kind.name()).value(manifest.of(kind)).end();
            }
            rows.finish();
        }
    }

    private void copyCandidates(List<Candidate> candidates) throws SQLException {
        try (CopyRows rows = new CopyRows(
                connection,
                "candidates",
                "candidate_id, candidate_name, party_affiliation, biography, campaign_platform, photo_url, color,"
                        + " ballot_no")) {
            for (Candidate candidate : candidates) {
                rows.text(candidate.candidateId())
                        .text(candidate.name())
                        .text(candidate.party())
                        .text(candidate.biography())
                        .text(candidate.campaignPlatform())
                        .text(candidate.photoUrl())
                        .text(candidate.color())
                        .value(candidate.ballotNo())
                        .end();
            }
            rows.finish();
        }
    }

    /** Writes where votes are cast and how. */
    public void plan(List<VotingLocation> locations, List<PlannedVotes> votes) throws SQLException {
        try (CopyRows rows = new CopyRows(connection, "locations", "location, latitude, longitude, eligible_voters")) {
            for (VotingLocation location : locations) {
                rows.text(location.name())
                        .value(location.latitude())
                        .value(location.longitude())
                        .value(location.eligibleVoters())
                        .end();
            }
            rows.finish();
        }
        try (CopyRows rows = new CopyRows(connection, "ballot_plan", "location, candidate_id, weight")) {
            for (PlannedVotes planned : votes) {
                rows.text(planned.location())
                        .text(planned.candidateId())
                        .value(planned.weight())
                        .end();
            }
            rows.finish();
        }
    }

    /** The candidates, in ballot order. */
    public List<Candidate> candidates() throws SQLException {
        List<Candidate> candidates = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM candidates ORDER BY ballot_no")) {
            while (row.next()) {
                candidates.add(new Candidate(
                        row.getString("candidate_id"),
                        row.getInt("ballot_no"),
                        row.getString("candidate_name"),
                        row.getString("party_affiliation"),
                        row.getString("biography"),
                        row.getString("campaign_platform"),
                        row.getString("photo_url"),
                        row.getString("color")));
            }
        }
        return candidates;
    }

    /** The electorate that the plan asks for; empty before there is a plan. */
    public Electorate electorate() throws SQLException {
        return Electorate.of(sizes("SELECT location, sum(weight) FROM ballot_plan GROUP BY location"));
    }

    /** How many voters have registered, by location. */
    public Map<String, Long> registeredByLocation() throws SQLException {
        return sizes("SELECT location, count(*) FROM voters GROUP BY location");
    }

    /** Sorted here, because the order must not depend on the database's collation. */
    private Map<String, Long> sizes(String query) throws SQLException {
        Map<String, Long> sizes = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                sizes.put(rows.getString(1), rows.getLong(2));
            }
        }
        return sizes;
    }
}
