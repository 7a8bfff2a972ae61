package io.ballotstream.cli;

import io.ballotstream.cli.screen.Board;
import io.ballotstream.store.PostgresAddress;
import java.io.Closeable;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The newest results, read at most once per second. If a query fails, the previous results remain. */
public final class LiveBoard implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveBoard.class);
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private volatile PostgresAddress reader;
    private BoardReader connection;
    private Board newest = Board.EMPTY;
    private long readAt;

    /** Creates a board that is empty until a database is set. */
    public LiveBoard() {}

    /**
     * Sets the database. To be called when the election exists in it.
     *
     * @param login of the reader role
     */
    public void open(PostgresAddress login) {
        reader = login;
    }

    /** The results, at most a second old. */
    Board recent() {
        if (System.nanoTime() - readAt >= PAUSE_NANOS) {
            now();
        }
        return newest;
    }

    /** The current results. */
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
                LOG.warn("The results cannot be read.", failure);
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
