package io.ballotstream.store;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PreparedElectionIT {
    private static PostgresAddress database;

    private Connection connection;

    @BeforeAll
    static void migrate() {
        database = SharedPostgres.database("prepared");
        Schema.migrate(database);
    }

    @BeforeEach
    void connect() throws SQLException {
        connection = database.connect();
        execute("TRUNCATE election, candidates, locations CASCADE");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void electionWithCandidatesAndLocationsIsPrepared() throws SQLException {
        prepareElection();
        prepareCandidate();
        prepareLocation();

        assertThatCode(() -> new ElectionStore(connection).requirePrepared()).doesNotThrowAnyException();
    }

    @Test
    void missingElectionIsNamed() throws SQLException {
        prepareCandidate();
        prepareLocation();

        assertThatNothingIsPrepared("The database holds no election. Prepare one with `ballotstream seed` first.");
    }

    @Test
    void missingCandidatesAreNamed() throws SQLException {
        prepareElection();
        prepareLocation();

        assertThatNothingIsPrepared(
                "The database holds no candidates. Prepare an election with `ballotstream seed` first.");
    }

    @Test
    void missingLocationsAreNamed() throws SQLException {
        prepareElection();
        prepareCandidate();

        assertThatNothingIsPrepared(
                "The database holds no locations. Prepare an election with `ballotstream seed` first.");
    }

    private void prepareElection() throws SQLException {
        execute("INSERT INTO election (election_id, name, salt, seed, scale, voters, voting_age)"
                + " VALUES ('election-1', 'Test', decode(repeat('00', 32), 'hex'), 1, 1, 10, 18)");
    }

    private void prepareCandidate() throws SQLException {
        execute("INSERT INTO candidates (candidate_id, candidate_name, party_affiliation, color, ballot_no)"
                + " VALUES ('c1', 'Ada', 'North', '#0000ff', 1)");
    }

    private void prepareLocation() throws SQLException {
        execute("INSERT INTO locations (location) VALUES ('Ohio')");
    }

    private void assertThatNothingIsPrepared(String sentence) {
        assertThatThrownBy(() -> new ElectionStore(connection).requirePrepared())
                .isInstanceOf(NoElectionException.class)
                .hasMessage(sentence);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
