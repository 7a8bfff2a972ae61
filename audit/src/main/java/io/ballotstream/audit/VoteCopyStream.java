package io.ballotstream.audit;

import io.ballotstream.model.Vote;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/** Writes votes into a table with COPY in PostgreSQL's binary format, which is exact and needs no escaping. */
final class VoteCopyStream implements Closeable {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int BUFFER_BYTES = 256 << 10;
    private static final short COLUMNS = 4;
    private static final short END = -1;

    // PostgreSQL counts microseconds from here, and keeps years up to 294276.
    private static final long EPOCH_MS = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();
    private static final long END_MS = Instant.parse("+294276-01-01T00:00:00Z").toEpochMilli();

    private final DataOutputStream out;

    /** @param table with columns vote_id, candidate_id, location (text) and voting_time (timestamptz) */
    VoteCopyStream(Connection connection, String table) throws SQLException, IOException {
        String copy = "COPY " + table + " (vote_id, candidate_id, location, voting_time) FROM STDIN (FORMAT binary)";
        out = new DataOutputStream(new BufferedOutputStream(
                new PGCopyOutputStream(connection.unwrap(PGConnection.class), copy), BUFFER_BYTES));
        out.write(SIGNATURE);
        out.writeInt(0);
        out.writeInt(0);
    }

    /** Whether a time that is not before 1970, in epoch milliseconds, is one that a column of type timestamptz holds. */
    static boolean canHold(long votingTime) {
        return votingTime < END_MS;
    }

    void write(Vote vote) throws IOException {
        out.writeShort(COLUMNS);
        writeText(vote.voteId().toString());
        writeText(vote.candidateId());
        writeText(vote.location());
        out.writeInt(Long.BYTES);
        out.writeLong(TimeUnit.MILLISECONDS.toMicros(vote.votingTime() - EPOCH_MS));
    }

    private void writeText(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    @Override
    public void close() throws IOException {
        out.writeShort(END);
        out.close();
    }
}
