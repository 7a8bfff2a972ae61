package io.ballotstream.board;

import io.ballotstream.model.BadInputException;
import io.ballotstream.store.Connections;
import io.ballotstream.store.PostgresAddress;
import io.ballotstream.store.Schema;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ballotstream board}: serves the board of a database until it is interrupted. */
@Command(
        name = "board",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = "Serves live results for browsers, and as a feed, until Ctrl-C.",
        footer = {
            "",
            "It logs in as " + Schema.READER
                    + ", with the password in BALLOTSTREAM_READER_PASSWORD or in the file that"
                    + " BALLOTSTREAM_READER_PASSWORD_FILE names.",
            "Exit code: 2 invalid usage or input, 3 the address cannot be used."
        })
public final class BoardCommand implements Callable<Integer> {
    private static final int DEFAULT_PORT = 8080;

    @Option(
            names = "--postgres",
            paramLabel = "URL",
            description = "Database, as postgresql://HOST[:PORT]/DATABASE. Also BALLOTSTREAM_POSTGRES_URL. Default: "
                    + Connections.DEFAULT_POSTGRES + ".")
    private String postgres;

    @Option(names = "--port", paramLabel = "N", description = "Port to listen on; 0 selects a free one. Default: 8080.")
    private int port = DEFAULT_PORT;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description = "Address to listen on. Default: " + BoardOptions.LOOPBACK + ", this machine only.")
    private String bind = BoardOptions.LOOPBACK;

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description = "Host name that viewers use in the address, besides localhost. Repeatable.")
    private List<String> hosts = List.of();

    @Option(
            names = "--allow-origin",
            paramLabel = "ORIGIN",
            description =
                    "Allow pages of this origin, for example http://localhost:3000, to read the feed. Repeatable.")
    private List<String> origins = List.of();

    @Spec
    private CommandSpec spec;

    private final Connections connections;

    /**
     * Creates a command, whose options picocli fills.
     *
     * @param connections the address of the database, unless an option sets it
     */
    public BoardCommand(Connections connections) {
        this.connections = connections;
    }

    @Override
    public Integer call() throws InterruptedException {
        BoardOptions options = new BoardOptions(bind, port, hosts, origins);
        PostgresAddress reader = reader();
        try (Board board = Board.start(options)) {
            spec.commandLine().getOut().println("Board: " + board.address());
            spec.commandLine().getOut().flush();
            board.read(reader);
            new CountDownLatch(1).await();
            return 0;
        }
    }

    /**
     * The login of the reader, even if the address names another user, because the board needs only this role's rights.
     */
    private PostgresAddress reader() {
        try {
            String url = connections.postgres(postgres).jdbcUrl();
            return new PostgresAddress(url, Schema.READER, connections.secret("BALLOTSTREAM_READER_PASSWORD"));
        } catch (IllegalArgumentException e) {
            throw new BadInputException("--postgres: " + e.getMessage());
        }
    }
}
