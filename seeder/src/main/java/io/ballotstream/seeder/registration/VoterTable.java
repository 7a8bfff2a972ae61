package io.ballotstream.seeder.registration;

import io.ballotstream.model.Address;
import io.ballotstream.model.Voter;
import io.ballotstream.model.codec.VoterJson;
import io.ballotstream.store.copy.CopyRows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table {@code voters}. Reads and writes it in the order of voter numbers. */
public final class VoterTable {
    private static final String NUMBER = "voter_number";
    private static final List<String> COLUMNS =
            Stream.concat(Stream.of(NUMBER), VoterJson.FIELDS.stream()).toList();
    /** All as text, whose bytes are taken as they are. */
    private static final String PAGE = VoterJson.FIELDS.stream()
            .map(column -> column + "::text")
            .collect(Collectors.joining(
                    ", ",
                    "SELECT ",
                    " FROM voters WHERE voter_number >= ? AND voter_number < ? ORDER BY voter_number"));

    private static final int ID = VoterJson.FIELDS.indexOf("voter_id");
    private static final int VOTED_BEFORE = VoterJson.FIELDS.indexOf("voted_before_ms");

    private final Connection connection;

    /**
     * Creates an accessor.
     *
     * @param connection of the owner; the caller commits
     */
    public VoterTable(Connection connection) {
        this.connection = connection;
    }

    /**
     * Counts the registered voters, who have consecutive numbers from 0.
     *
     * @return the number of voters, which is also the next voter number
     * @throws SQLException if the database fails
     */
    public long registered() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT coalesce(max(voter_number) + 1, 0) FROM voters")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The number of voters by location. Sorted here, because the order must not depend on a collation. */
    Map<String, Long> registeredByLocation() throws SQLException {
        Map<String, Long> registered = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT location, count(*) FROM voters GROUP BY location")) {
            while (rows.next()) {
                registered.put(rows.getString(1), rows.getLong(2));
            }
        }
        return registered;
    }

    /** Opens the table to append voters. */
    Appender append() throws SQLException {
        return new Appender();
    }

    /** Appends voters until it is closed. They are kept only if it was {@link #finish() finished} before. */
    final class Appender implements AutoCloseable {
        private final CopyRows rows;

        private Appender() throws SQLException {
            rows = new CopyRows(connection, "voters", COLUMNS);
        }

        void add(long voterNumber, Voter voter) throws SQLException {
            Address address = voter.address();
            rows.row()
                    .bigint(voterNumber)
                    .text(voter.voterId())
                    .text(voter.voterName())
                    .date(voter.dateOfBirth())
                    .text(voter.gender())
                    .text(voter.nationality())
                    .text(voter.registrationNumber())
                    .text(address == null ? null : address.street())
                    .text(address == null ? null : address.city())
                    .text(address == null ? null : address.state())
                    .text(address == null ? null : address.country())
                    .text(address == null ? null : address.postcode())
                    .text(voter.email())
                    .text(voter.phoneNumber())
                    .text(voter.cellNumber())
                    .text(voter.picture())
                    .integer(voter.registeredAge())
                    .text(voter.location())
                    .bigint(voter.rollNumber())
                    .bigint(voter.votedBeforeMs());
        }

        void finish() throws SQLException {
            rows.finish();
        }

        @Override
        public void close() throws SQLException {
            rows.close();
        }
    }

    /**
     * Gives every voter a roll number at the location, from 0, in an order that depends on the seed. For voters whose
     * location was not known before they registered.
     */
    void shuffleRolls(long seed) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE voters v SET roll_number = r.roll_number
                FROM (SELECT voter_id,
                             row_number() OVER (PARTITION BY location ORDER BY md5(? || voter_id), voter_id) - 1
                                 AS roll_number
                      FROM voters) r
                WHERE r.voter_id = v.voter_id""")) {
            update.setString(1, Long.toString(seed));
            update.executeUpdate();
        }
    }

    /** Updates the statistics of the query planner now instead of at the next autovacuum. */
    void analyze() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ANALYZE voters");
        }
    }

    /**
     * A voter as published.
     *
     * @param voterId UTF-8
     * @param json as {@link VoterJson} writes it
     * @param hasVotedBefore whether the time between the vote and its record is given
     */
    public record StoredVoter(byte[] voterId, byte[] json, boolean hasVotedBefore) {}

    /**
     * Reads voters into memory.
     *
     * @param from number of the first voter, inclusive
     * @param to number after the last voter
     * @return in the order of the numbers; shorter if not all are registered
     * @throws SQLException if the database fails
     */
    public List<StoredVoter> read(long from, long to) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(PAGE)) {
            select.setLong(1, from);
            select.setLong(2, to);
            List<StoredVoter> voters = new ArrayList<>((int) (to - from));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    voters.add(voter(rows));
                }
            }
            return voters;
        }
    }

    private static StoredVoter voter(ResultSet row) throws SQLException {
        byte[][] texts = new byte[VoterJson.FIELDS.size()][];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = row.getBytes(i + 1);
        }
        return new StoredVoter(texts[ID], VoterJson.write(texts), texts[VOTED_BEFORE] != null);
    }
}
