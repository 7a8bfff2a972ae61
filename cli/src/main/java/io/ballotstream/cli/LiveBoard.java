package io.ballotstream.cli;

import io.ballotstream.cli.screen.Board;
import io.ballotstream.store.PostgresAddress;
import java.io.Closeable;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The newest board, read once per second at most. A query that fails leaves the last one on the screen. */
public final class LiveBoard implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveBoard.class);
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private volatile PostgresAddress reader;
    private BoardReader connection;
    private Board newest = Board.EMPTY;
    private long readAt;

    /** From now on there is an election to read. */
    public void open(PostgresAddress login) {
        reader = login;
    }

    /** The board, at most a second old. */
    Board recent() {
        if (System.nanoTime() - readAt >= PAUSE_NANOS) {
            now();
        }
        return newest;
    }

    /** The board as it is now. */
    Board now() {
        PostgresAddress login = reader;
        if (login != null) {
            readAt = System.nanoTime();
            try {
                if (connection == null) {
                    connection = BoardReader.connect(login);
                }
                newest = connection.read();
            } catch (SQLException failure) {
                LOG.warn("The board cannot be read.", failure);
                close();
            }
        }
        return newest;
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
