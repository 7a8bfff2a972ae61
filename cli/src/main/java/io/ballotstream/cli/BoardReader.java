package io.ballotstream.cli;

import io.ballotstream.cli.screen.Board;
import io.ballotstream.cli.screen.Seats;
import io.ballotstream.cli.screen.Standing;
import io.ballotstream.model.Contest;
import io.ballotstream.store.PostgresAddress;
import io.ballotstream.store.Rows;
import java.io.Closeable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the results like a dashboard: from the views, with the reader role, in a few small queries. */
final class BoardReader implements Closeable {
    /** More candidates than a terminal has rows. */
    static final int MOST_STANDINGS = 200;

    // Counting the rows of the table votes would take longer with every vote, so this uses the statistics of the
    // server. They are up to a second old, and count a failed batch twice.
    private static final String STATUS = """
            SELECT name, candidates, voters, counted, late, rejected, as_of, statement_timestamp() AS read_at,
                   (SELECT contest FROM election) AS contest,
                   (SELECT n_tup_ins FROM pg_stat_user_tables WHERE relid = 'votes'::regclass) AS inserted
            FROM election_status
            """;
    private static final String STANDINGS = """
            SELECT rank, candidate_name, party_affiliation, color, votes, share
            FROM standings ORDER BY rank LIMIT ?
            """;

    private static final String SEATS = """
            SELECT m.label, m.color, s.leading, s.ahead_for_good, s.votes, s.share, (SELECT sum(seats) FROM locations) AS total
            FROM seats s JOIN party_marks m USING (party)
            WHERE s.votes > 0
            ORDER BY s.leading DESC, s.votes DESC, m.ballot_no LIMIT ?
            """;

    private final Connection connection;

    private BoardReader(Connection connection) {
        this.connection = connection;
    }

    static BoardReader connect(PostgresAddress reader) throws SQLException {
        return new BoardReader(reader.connect());
    }

    Board read() throws SQLException {
        List<Standing> standings = standings();
        try (PreparedStatement query = connection.prepareStatement(STATUS);
                ResultSet row = query.executeQuery()) {
            if (!row.next()) {
                return Board.EMPTY;
            }
            long counted = row.getLong("counted");
            long late = row.getLong("late");
            long voters = row.getLong("voters");
            return new Board(
                    row.getString("name"),
                    row.getLong("candidates"),
                    voters,
                    Math.min(voters, Math.max(row.getLong("inserted"), counted + late)),
                    counted,
                    late,
                    row.getLong("rejected"),
                    Rows.instant(row, "as_of"),
                    Rows.instant(row, "read_at"),
                    standings,
                    Contest.LOCATION.word().equals(row.getString("contest")) ? seats() : null);
        }
    }

    private Seats seats() throws SQLException {
        List<Seats.Party> parties = new ArrayList<>();
        long total = 0;
        try (PreparedStatement query = connection.prepareStatement(SEATS)) {
            query.setInt(1, MOST_STANDINGS);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    total = row.getLong("total");
                    parties.add(new Seats.Party(
                            row.getString("label"),
                            row.getString("color"),
                            row.getLong("leading"),
                            row.getLong("ahead_for_good"),
                            row.getLong("votes"),
                            row.getDouble("share")));
                }
            }
        }
        return new Seats(total, parties);
    }

    private List<Standing> standings() throws SQLException {
        List<Standing> standings = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(STANDINGS)) {
            query.setInt(1, MOST_STANDINGS);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    standings.add(new Standing(
                            row.getLong("rank"),
                            row.getString("candidate_name"),
                            row.getString("party_affiliation"),
                            row.getString("color"),
                            row.getLong("votes"),
                            row.getDouble("share")));
                }
            }
        }
        return standings;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException alreadyGone) {
            // Nothing is lost, because this only reads.
        }
    }
}
