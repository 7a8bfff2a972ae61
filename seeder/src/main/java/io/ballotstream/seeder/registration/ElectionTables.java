package io.ballotstream.seeder.registration;

import io.ballotstream.model.Election;
import io.ballotstream.model.Location;
import io.ballotstream.model.PlannedVotes;
import io.ballotstream.seeder.manifest.Manifest;
import io.ballotstream.seeder.manifest.RecordKind;
import io.ballotstream.seeder.place.Nationality;
import io.ballotstream.seeder.plan.CandidateProfile;
import io.ballotstream.seeder.plan.ElectionPlan;
import io.ballotstream.seeder.plan.SeedOptions;
import io.ballotstream.store.ElectionStore;
import io.ballotstream.store.copy.CopyRows;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** The tables of an election except its voters: {@code election}, {@code candidates}, {@code locations}, … */
public final class ElectionTables {
    private static final int SALT_BYTES = 32;

    private final Connection connection;
    private final ElectionStore store;

    /**
     * Creates an accessor.
     *
     * @param connection of the owner; the caller commits
     */
    public ElectionTables(Connection connection) {
        this.connection = connection;
        this.store = new ElectionStore(connection);
    }

    /**
     * Reads the election.
     *
     * @return empty if the database contains none
     * @throws SQLException if the database fails
     */
    public Optional<StoredElection> read() throws SQLException {
        Optional<Election> election = store.election();
        return election.isEmpty() ? Optional.empty() : Optional.of(new StoredElection(election.get(), manifest()));
    }

    private Manifest manifest() throws SQLException {
        Map<RecordKind, Long> records = new EnumMap<>(RecordKind.class);
        store.manifest().forEach((kind, count) -> records.put(RecordKind.valueOf(kind), count));
        return new Manifest(records);
    }

    /**
     * Writes everything except the voters. The salt is always random, because the secrecy of the votes depends on it.
     *
     * @param plan candidates, locations and votes
     * @param options with the manifest
     * @param peopleSource {@linkplain io.ballotstream.seeder.people.PeopleSource#name() name} of the source
     * @throws SQLException if the database fails
     */
    public void create(ElectionPlan plan, SeedOptions options, String peopleSource) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO election (election_id, name, salt, seed, scale, voters, voting_age, results_sha256,
                                      people_source, nationalities, contest)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            byte[] salt = new byte[SALT_BYTES];
            new SecureRandom().nextBytes(salt);
            insert.setString(1, UUID.randomUUID().toString());
            insert.setString(2, plan.name());
            insert.setBytes(3, salt);
            insert.setLong(4, options.seed());
            insert.setLong(5, plan.scale());
            insert.setLong(6, plan.voters());
            insert.setInt(7, options.votingAge());
            insert.setString(8, plan.resultsSha256());
            insert.setString(9, peopleSource);
            insert.setString(
                    10, options.nationalities().stream().map(Nationality::code).collect(Collectors.joining(",")));
            insert.setString(11, options.elected().word());
            insert.executeUpdate();
        }
        copyCandidates(plan.candidates());
        plan(plan.locations(), plan.votes());
        try (CopyRows rows = new CopyRows(connection, "seeding_manifest", List.of("kind", "records"))) {
            Manifest manifest = options.manifest();
            for (RecordKind kind : RecordKind.values()) {
                rows.row().text(kind.name()).bigint(manifest.of(kind));
            }
            rows.finish();
        }
    }

    private void copyCandidates(List<CandidateProfile> candidates) throws SQLException {
        List<String> columns = List.of(
                "candidate_id",
                "candidate_name",
                "party_affiliation",
                "biography",
                "campaign_platform",
                "photo_url",
                "color",
                "ballot_no");
        try (CopyRows rows = new CopyRows(connection, "candidates", columns)) {
            for (CandidateProfile profile : candidates) {
                rows.row()
                        .text(profile.candidate().candidateId())
                        .text(profile.candidate().candidateName())
                        .text(profile.candidate().partyAffiliation())
                        .text(profile.biography())
                        .text(profile.campaignPlatform())
                        .text(profile.photoUrl())
                        .text(profile.color())
                        .integer(profile.candidate().ballotNo());
            }
            rows.finish();
        }
    }

    /**
     * Writes the locations and the ballot plan.
     *
     * @param locations of the election
     * @param votes planned for each location and candidate
     * @throws SQLException if the database fails
     */
    public void plan(List<Location> locations, List<PlannedVotes> votes) throws SQLException {
        List<String> columns = List.of("location", "latitude", "longitude", "eligible_voters", "seats");
        try (CopyRows rows = new CopyRows(connection, "locations", columns)) {
            for (Location location : locations) {
                rows.row()
                        .text(location.location())
                        .doublePrecision(location.latitude())
                        .doublePrecision(location.longitude())
                        .bigint(location.eligibleVoters())
                        .integer(location.seats());
            }
            rows.finish();
        }
        try (CopyRows rows = new CopyRows(connection, "ballot_plan", List.of("location", "candidate_id", "weight"))) {
            for (PlannedVotes planned : votes) {
                rows.row().text(planned.location()).text(planned.candidateId()).bigint(planned.weight());
            }
            rows.finish();
        }
    }

    /** Stores the number of registered voters, for roles that must not read the voters. */
    void registered(long voters) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE election SET registered_voters = ?")) {
            update.setLong(1, voters);
            update.executeUpdate();
        }
    }

    /**
     * Reads the electorate of the plan.
     *
     * @return an electorate without voters if there is no plan yet
     * @throws SQLException if the database fails
     */
    public Electorate electorate() throws SQLException {
        Map<String, Long> voters = new TreeMap<>();
        store.ballotPlan().forEach(planned -> voters.merge(planned.location(), planned.weight(), Long::sum));
        return Electorate.of(voters);
    }
}
