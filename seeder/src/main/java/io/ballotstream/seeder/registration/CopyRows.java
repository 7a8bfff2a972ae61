package io.ballotstream.seeder.registration;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Streams rows into a table with COPY, the fastest way in, in memory that does not grow with their number.
 *
 * <p>The rows are part of the connection's transaction. Closing without {@link #finish()} takes them back. Not
 * thread-safe.
 */
final class CopyRows implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final byte[] NULL = {'\\', 'N'};

    private final CopyIn copy;
    private byte[] buffer = new byte[BUFFER + (BUFFER >> 2)];
    private int length;
    private boolean rowBegun;

    /** @param columns separated by commas */
    CopyRows(Connection connection, String table, String columns) throws SQLException {
        copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + table + " (" + columns + ") FROM STDIN");
    }

    /** The next column's value, which may be null. */
    CopyRows text(String value) {
        separate();
        if (value == null) {
            append(NULL);
            return this;
        }
        int characters = value.length();
        ensure(2 * characters);
        for (int i = 0; i < characters; i++) {
            char c = value.charAt(i);
            if (c >= 128) {
                return beyondAscii(value, i);
            }
            escaped((byte) c);
        }
        return this;
    }

    private CopyRows beyondAscii(String value, int from) {
        byte[] rest = value.substring(from).getBytes(StandardCharsets.UTF_8);
        ensure(2 * rest.length);
        for (byte b : rest) {
            escaped(b);
        }
        return this;
    }

    private void escaped(byte b) {
        switch (b) {
            case '\\', '\t', '\n', '\r' -> {
                buffer[length++] = '\\';
                buffer[length++] = (byte) (b == '\t' ? 't' : b == '\n' ? 'n' : b == '\r' ? 'r' : '\\');
            }
            default -> buffer[length++] = b;
        }
    }

    /** The next column's value, as PostgreSQL reads the object's text; may be null. */
    CopyRows value(Object value) {
        return text(value == null ? null : value.toString());
    }

    /** Ends the row. */
    void end() throws SQLException {
        ensure(1);
        buffer[length++] = '\n';
        rowBegun = false;
        if (length >= BUFFER) {
            flush();
        }
    }

    private void separate() {
        if (rowBegun) {
            ensure(1);
            buffer[length++] = '\t';
        }
        rowBegun = true;
    }

    private void append(byte[] bytes) {
        ensure(bytes.length);
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
    }

    private void ensure(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, length + more));
        }
    }

    private void flush() throws SQLException {
        copy.writeToCopy(buffer, 0, length);
        length = 0;
    }

    /** Hands over the last rows and waits until the database has them all. */
    void finish() throws SQLException {
        flush();
        copy.endCopy();
    }

    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
