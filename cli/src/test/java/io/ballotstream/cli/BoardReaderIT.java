package io.ballotstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ballotstream.cli.screen.Board;
import io.ballotstream.cli.screen.Seats;
import io.ballotstream.cli.screen.Standing;
import io.ballotstream.seeder.Seeder;
import io.ballotstream.seeder.progress.SeedListener;
import io.ballotstream.testing.TestBroker;
import io.ballotstream.testing.TestDatabase;
import io.ballotstream.testing.TestElection;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BoardReaderIT {
    private static final TestElection ELECTION = new TestElection("e", "Board")
            .candidate("c1", "Ann", "Reds", "#ff0000")
            .candidate("c2", "Bób", "Blues", "#0000ff");
    private static final String VOTES = """
            INSERT INTO votes (voter_id, vote_id, candidate_id, location, voting_time)
            SELECT n, n, 'c2', 'Here', TIMESTAMPTZ '2026-11-03 20:00:00Z' FROM generate_series(1, 9) AS n;
            INSERT INTO candidate_totals (candidate_id, votes, as_of) VALUES
                ('c1', 1, '2026-11-03 20:00:00Z'), ('c2', 3, '2026-11-03 20:15:07Z');
            INSERT INTO late_votes (vote_id, candidate_id, location, voting_time, arrived_at)
            VALUES ('late', 'c1', 'Here', '2026-11-03 18:00:00Z', '2026-11-03 20:00:00Z');
            INSERT INTO rejected_records (topic, kafka_partition, kafka_offset, reason, detail, rejected_at)
            VALUES ('voters_topic', 0, 7, 'EMPTY', 'The record has no value.', '2026-11-03 20:00:00Z');
            """;

    private TestDatabase database;
    private Logins logins;

    @BeforeEach
    void migrate() throws InterruptedException {
        database = TestDatabase.empty("board_reader");
        logins = Logins.random(database.owner());
        Seeder.open(database.owner(), TestBroker.address(), logins.forSeeder(), SeedListener.NONE)
                .close();
    }

    @Test
    void withoutAnElectionTheBoardIsEmpty() throws SQLException {
        try (BoardReader reader = BoardReader.connect(logins.reader())) {
            assertThat(reader.read()).isEqualTo(Board.EMPTY);
        }
    }

    @Test
    void boardIsWhatTheViewsSay() throws SQLException {
        ELECTION.insertInto(database);
        database.execute(VOTES);
        try (BoardReader reader = BoardReader.connect(logins.reader())) {
            Board board = await().atMost(Duration.ofSeconds(20)).until(reader::read, read -> read.cast() == 9);

            assertThat(board)
                    .extracting(
                            Board::election,
                            Board::candidates,
                            Board::voters,
                            Board::counted,
                            Board::late,
                            Board::rejected)
                    .containsExactly("Board", 2L, 10L, 4L, 1L, 1L);
            assertThat(board.asOf()).isEqualTo(Instant.parse("2026-11-03T20:15:07Z"));
            assertThat(board.standings())
                    .containsExactly(
                            new Standing(1, "Bób", "Blues", "#0000ff", 3, 0.75),
                            new Standing(2, "Ann", "Reds", "#ff0000", 1, 0.25));
        }
    }

    @Test
    void electionWithARaceInEachLocationHasSeats() throws SQLException {
        ELECTION.insertInto(database);
        database.execute(
                "UPDATE election SET contest = 'location'",
                "INSERT INTO locations (location, seats) VALUES ('Here', 3)",
                "INSERT INTO location_totals (location, candidate_id, votes, as_of) VALUES ('Here', 'c2', 3, now())",
                "INSERT INTO party_totals (party, votes, as_of) VALUES ('Blues', 3, now()), ('Reds', 1, now())");
        try (BoardReader reader = BoardReader.connect(logins.reader())) {
            assertThat(reader.read().seats())
                    .isEqualTo(new Seats(
                            3,
                            List.of(
                                    new Seats.Party("Blues", "#0000ff", 3, 0, 3, 0.75),
                                    new Seats.Party("Reds", "#ff0000", 0, 0, 1, 0.25))));
        }
    }

    @Test
    void readerSeesNoVoters() throws SQLException {
        try (Connection connection = logins.reader().connect();
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("SELECT * FROM voters"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied");
        }
    }
}
