package io.ballotstream.board;

import io.ballotstream.board.feed.Feed;
import io.ballotstream.board.snapshot.BoardPoller;
import io.ballotstream.board.snapshot.History;
import io.ballotstream.board.snapshot.Snapshot;
import io.ballotstream.board.web.ErrorAnswers;
import io.ballotstream.board.web.EventStream;
import io.ballotstream.board.web.FeedHandler;
import io.ballotstream.board.web.Gate;
import io.ballotstream.board.web.PageFiles;
import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.store.PostgresAddress;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Instant;
import java.util.Set;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.LoggerFactory;

/**
 * The server of the board. It answers from its start. Until it has a database, the page says that no election is
 * prepared.
 *
 * <p>Uses one database connection, which reads a few times a second regardless of the number of viewers. Thread-safe.
 */
public final class Board implements Closeable {
    private static final int THREADS = 16;

    private final BoardOptions options;
    private final History history = new History(Snapshot.notPrepared(Instant.now()));
    private final EventStream events = new EventStream(history);
    private final Server server;
    private final ServerConnector connector;
    private BoardPoller poller;

    private Board(BoardOptions options) {
        this.options = options;
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("board");
        threads.setDaemon(true);
        server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setHttpCompliance(HttpCompliance.RFC9110);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(options.bind());
        connector.setPort(options.port());
        server.addConnector(connector);
        server.setErrorHandler(new ErrorAnswers());
        server.setHandler(new Gate(
                new Handler.Sequence(new FeedHandler(new Feed(history)), events, new PageFiles()),
                options.hosts(),
                Set.copyOf(options.origins())));
    }

    /**
     * Starts to listen.
     *
     * @param options the address to listen on, and who may use it
     * @return the board, without a database until {@link #read(PostgresAddress)} is called
     * @throws ServiceFailedException if the address cannot be used
     */
    public static Board start(BoardOptions options) {
        Board board = new Board(options);
        try {
            board.server.start();
            return board;
        } catch (Exception failure) {
            board.close();
            throw new ServiceFailedException(
                    "The board cannot listen on " + options.bind() + ":" + options.port() + ": "
                            + advice(options.bind()) + " (" + failure.getMessage() + ").",
                    failure);
        }
    }

    private static String advice(String address) {
        try {
            InetAddress interfaces = InetAddress.getByName(address);
            return interfaces.isAnyLocalAddress() || NetworkInterface.getByInetAddress(interfaces) != null
                    ? "choose another port with --port"
                    : "this machine has no network interface with that address";
        } catch (IOException unknown) {
            return "the address cannot be resolved";
        }
    }

    /** {@return the URL of the page} */
    public String address() {
        return "http://" + options.bind() + ":" + connector.getLocalPort();
    }

    /**
     * Shows the election of a database. Returns at once; the board retries until it can read the database.
     *
     * @param reader the login of {@code ballotstream_reader}
     */
    public synchronized void read(PostgresAddress reader) {
        if (poller == null) {
            poller = new BoardPoller(history, events::listeners);
        }
        poller.read(reader);
    }

    @Override
    public synchronized void close() {
        if (poller != null) {
            poller.close();
        }
        events.close();
        try {
            server.stop();
        } catch (Exception failure) {
            LoggerFactory.getLogger(Board.class).warn("The board did not stop cleanly.", failure);
        }
    }
}
