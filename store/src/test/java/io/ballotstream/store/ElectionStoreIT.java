package io.ballotstream.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.model.Candidate;
import io.ballotstream.model.Contest;
import io.ballotstream.model.Election;
import io.ballotstream.model.Location;
import io.ballotstream.model.PlannedVotes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;

class ElectionStoreIT {
    private static final String PASSWORD = "test";
    private static final Election REHEARSAL = new Election(
            "e1",
            "Rehearsal",
            7,
            1000,
            12,
            18,
            "abc",
            Instant.parse("2026-03-04T05:06:07.890123Z"),
            "randomuser",
            List.of("us", "gb"),
            Contest.NATION);

    private static PostgresAddress database;

    /** The roles that read elections. The seeder and the audit are the owner, the jobs are the writer. */
    enum Role {
        OWNER,
        WRITER;

        Connection connect() throws SQLException {
            return this == OWNER
                    ? database.connect()
                    : new PostgresAddress(database.jdbcUrl(), Schema.WRITER, PASSWORD).connect();
        }
    }

    @BeforeAll
    static void migrate() throws Exception {
        database = SharedPostgres.database("elections");
        Schema.migrate(database);
        try (Connection connection = Role.OWNER.connect()) {
            connection
                    .unwrap(PGConnection.class)
                    .alterUserPassword(Schema.WRITER, PASSWORD.toCharArray(), "scram-sha-256");
        }
    }

    @BeforeEach
    void emptyTables() throws SQLException {
        execute("TRUNCATE election, candidates, locations, ballot_plan, seeding_manifest CASCADE");
    }

    @ParameterizedTest
    @EnumSource
    void electionIsReadWithAllItsColumns(Role role) throws SQLException {
        insertElection("'abc'", "us,gb");

        try (Connection connection = role.connect()) {
            assertThat(new ElectionStore(connection).election()).contains(REHEARSAL);
            assertThat(new ElectionStore(connection).requireElection()).isEqualTo(REHEARSAL);
        }
    }

    @Test
    void electionPerLocationIsReadWithItsSeats() throws SQLException {
        insertElection("'abc'", "us");
        execute("UPDATE election SET contest = 'location'");
        execute("INSERT INTO locations (location, seats) VALUES ('Maine', 4), ('Ohio', DEFAULT)");

        try (Connection connection = Role.OWNER.connect()) {
            assertThat(new ElectionStore(connection).requireElection().contest())
                    .isEqualTo(Contest.LOCATION);
            assertThat(new ElectionStore(connection).locations())
                    .containsExactly(
                            new Location("Maine", null, null, null, 4), new Location("Ohio", null, null, null, 1));
        }
    }

    @Test
    void simulatedElectionHasNoResultsFile() throws SQLException {
        insertElection("NULL", "us");

        try (Connection connection = Role.OWNER.connect()) {
            Election election = new ElectionStore(connection).requireElection();
            assertThat(election.resultsSha256()).isNull();
            assertThat(election.nationalities()).containsExactly("us");
        }
    }

    @ParameterizedTest
    @EnumSource
    void saltIsReadAsItsBytes(Role role) throws SQLException {
        insertElection("'abc'", "us");

        try (Connection connection = role.connect()) {
            assertThat(new ElectionStore(connection).salt().orElseThrow())
                    .hasSize(32)
                    .startsWith(0x5e, 0xa1)
                    .endsWith(0x00);
        }
    }

    @ParameterizedTest
    @EnumSource
    void candidatesAreOrderedByBallotNumber(Role role) throws SQLException {
        insertCandidates();

        try (Connection connection = role.connect()) {
            assertThat(new ElectionStore(connection).candidates())
                    .containsExactly(
                            new Candidate("c2", 2, "王小明", ""),
                            new Candidate("c9", 9, "Ada", "Reds"),
                            new Candidate("c10", 10, "Bob", "Blues"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void locationsAreOrderedByTheirBytes(Role role) throws SQLException {
        insertLocations();

        try (Connection connection = role.connect()) {
            assertThat(new ElectionStore(connection).locations())
                    .containsExactly(
                            new Location("Utah", 39.5, -111.5, 200L),
                            new Location("ohio", 40.25, -82.75, null),
                            new Location("Évora", null, null, 0L));
        }
    }

    @ParameterizedTest
    @EnumSource
    void ballotPlanIsOrderedByLocationAndBallotNumber(Role role) throws SQLException {
        insertCandidates();
        insertLocations();
        execute("INSERT INTO ballot_plan VALUES ('ohio', 'c10', 3), ('ohio', 'c9', 0), ('Utah', 'c10', 9000000000)");

        try (Connection connection = role.connect()) {
            assertThat(new ElectionStore(connection).ballotPlan())
                    .containsExactly(
                            new PlannedVotes("Utah", "c10", 9_000_000_000L),
                            new PlannedVotes("ohio", "c9", 0),
                            new PlannedVotes("ohio", "c10", 3));
        }
    }

    @Test
    void manifestHasAllKinds() throws SQLException {
        execute("INSERT INTO seeding_manifest VALUES ('ON_TIME', 10), ('LATE', 2), ('EMPTY', 0)");

        try (Connection connection = Role.OWNER.connect()) {
            assertThat(new ElectionStore(connection).manifest())
                    .isEqualTo(Map.of("ON_TIME", 10L, "LATE", 2L, "EMPTY", 0L));
        }
    }

    @ParameterizedTest
    @EnumSource
    void emptyTablesHoldNoElection(Role role) throws SQLException {
        try (Connection connection = role.connect()) {
            ElectionStore store = new ElectionStore(connection);

            assertThat(store.election()).isEmpty();
            assertThat(store.salt()).isEmpty();
            assertThat(store.candidates()).isEmpty();
            assertThat(store.locations()).isEmpty();
            assertThat(store.ballotPlan()).isEmpty();
            assertThatThrownBy(store::requireElection)
                    .isInstanceOf(NoElectionException.class)
                    .hasMessage("The database holds no election. Prepare one with `ballotstream seed` first.");
        }
    }

    private static void insertElection(String resultsSha256, String nationalities) throws SQLException {
        execute(
                "INSERT INTO election VALUES ('e1', 'Rehearsal', decode(rpad('5ea1', 64, '0'), 'hex'), 7, 1000, 12, 18, "
                        + resultsSha256 + ", '2026-03-04T05:06:07.890123Z', 'randomuser', '" + nationalities + "')");
    }

    private static void insertCandidates() throws SQLException {
        execute("""
                INSERT INTO candidates (candidate_id, candidate_name, party_affiliation, color, ballot_no)
                VALUES ('c10', 'Bob', 'Blues', '#2563eb', 10), ('c9', 'Ada', 'Reds', '#dc2626', 9),
                       ('c2', '王小明', '', '#16a34a', 2)""");
    }

    private static void insertLocations() throws SQLException {
        execute("INSERT INTO locations VALUES ('Évora', NULL, NULL, 0), ('ohio', 40.25, -82.75, NULL),"
                + " ('Utah', 39.5, -111.5, 200)");
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = Role.OWNER.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
