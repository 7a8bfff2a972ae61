package io.ballotstream.cli;

import io.ballotstream.cli.screen.Board;
import io.ballotstream.cli.screen.Standing;
import io.ballotstream.store.PostgresAddress;
import io.ballotstream.store.Rows;
import java.io.Closeable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the board as a dashboard would: from the views, as the reader role, two small queries at a time. */
final class BoardReader implements Closeable {
    /** More candidates than any terminal has rows. */
    static final int MOST_STANDINGS = 200;

    // Counting the table votes would cost more with every vote; the server's own statistics cost nothing.
    // They are up to a second behind, and count a batch twice that failed.
    private static final String STATUS = """
            SELECT name, candidates, voters, counted, late, rejected, as_of, statement_timestamp() AS read_at,
                   (SELECT n_tup_ins FROM pg_stat_user_tables WHERE relid = 'votes'::regclass) AS inserted
            FROM election_status
            """;
    private static final String STANDINGS = """
            SELECT rank, candidate_name, party_affiliation, color, votes, share
            FROM standings ORDER BY rank LIMIT ?
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
                    standings);
        }
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
            // Nothing is lost: it only reads.
        }
    }
}
