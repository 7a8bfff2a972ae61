package io.ballotstream.embedded;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/**
 * A real PostgreSQL server, as child processes. It listens on the loopback address only, and requires a password from
 * every client. Unless it is started without fsync, it has PostgreSQL's default durability.
 *
 * <p>It has one database, {@code ballotstream}. A role of the same name owns it, and has LOGIN and CREATEROLE. Each
 * server has new random passwords, which appear neither in process arguments nor in logs. All files of the server,
 * including its programs, are in the run's directory. Thread-safe.
 */
public final class EmbeddedPostgresServer implements Closeable {

    private static final String OWNER = "ballotstream";
    private static final String DATABASE = "ballotstream";
    private static final Pattern DATABASE_NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private static final String LETTERS_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int PASSWORD_LENGTH = 24;

    private final PostgresCluster cluster;
    private final String superuserPassword;
    private final PostgresDatabase database;

    private EmbeddedPostgresServer(PostgresCluster cluster, String superuserPassword, PostgresDatabase database) {
        this.cluster = cluster;
        this.superuserPassword = superuserPassword;
        this.database = database;
    }

    /**
     * Unpacks, initializes and starts a server in the run's directory.
     *
     * @param run the caller closes it, after the server
     * @return a server that accepts connections
     * @throws ServiceStartException if it does not start; the message contains the server's log
     */
    public static EmbeddedPostgresServer start(RunDirectory run) {
        return start(run, UnprivilegedAccount::choose, PostgresCluster.DURABLE);
    }

    /**
     * Starts a server like {@link #start(RunDirectory)}, on a port that is still free after the server was down for a while.
     *
     * @param run the caller closes it, after the server
     * @return a server that accepts connections
     * @throws ServiceStartException if it does not start; the message contains the server's log
     */
    public static EmbeddedPostgresServer startToBeRestarted(RunDirectory run) {
        return start(run, UnprivilegedAccount::choose, PostgresCluster.DURABLE, LoopbackPorts::choose);
    }

    /**
     * Starts a server like {@link #start(RunDirectory)}, but without fsync: much faster, but a crash of the operating
     * system can lose committed data. For tests.
     *
     * @param run the caller closes it, after the server
     * @return a server that accepts connections
     * @throws ServiceStartException if it does not start; the message contains the server's log
     */
    public static EmbeddedPostgresServer startWithoutFsync(RunDirectory run) {
        return start(run, UnprivilegedAccount::choose, PostgresCluster.WITHOUT_FSYNC);
    }

    static EmbeddedPostgresServer start(RunDirectory run, AccountChoice choice) {
        return start(run, choice, PostgresCluster.DURABLE);
    }

    private static EmbeddedPostgresServer start(RunDirectory run, AccountChoice choice, List<String> durability) {
        return start(run, choice, durability, PostgresCluster::freePort);
    }

    private static EmbeddedPostgresServer start(
            RunDirectory run, AccountChoice choice, List<String> durability, PostgresCluster.Ports ports) {
        Path directory = run.path().resolve(RunDirectory.POSTGRES_DATA).getParent();
        try {
            RunDirectory.createPrivate(directory);
            String superuserPassword = randomPassword();
            PostgresCluster cluster =
                    PostgresCluster.create(directory, choice.of(directory), superuserPassword, durability);
            int port = cluster.start(ports);
            EmbeddedPostgresServer server = new EmbeddedPostgresServer(
                    cluster,
                    superuserPassword,
                    new PostgresDatabase(PostgresCluster.HOST, port, DATABASE, OWNER, randomPassword()));
            server.createOwnerAndDatabase();
            return server;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ServiceStartException("The start of PostgreSQL was interrupted.", interrupted);
        } catch (IOException failure) {
            throw new ServiceStartException(
                    "PostgreSQL cannot be started in " + directory + ": " + failure + ".", failure);
        }
    }

    /** Chooses the account that runs the server, given a directory that this process has created. */
    interface AccountChoice {
        UnprivilegedAccount of(Path ownDirectory) throws IOException, InterruptedException;
    }

    /** {@return the database {@code ballotstream}} */
    public PostgresDatabase database() {
        return database;
    }

    /** {@return the loopback address} */
    public String host() {
        return database.host();
    }

    /** {@return the port of the server} */
    public int port() {
        return database.port();
    }

    /** {@return the role that owns the database} */
    public String user() {
        return database.user();
    }

    /** {@return the password of the role that owns the database} */
    public String password() {
        return database.password();
    }

    /** {@return the address for JDBC drivers, without user and password} */
    public String jdbcUrl() {
        return database.jdbcUrl();
    }

    /** {@return the address for psql and other clients of libpq, with user and password} */
    public String uri() {
        return database.uri();
    }

    /**
     * Creates an empty database with the same owner. Replaces a database of the same name.
     *
     * <p>All databases of the server share its roles: the migrations of a second database find the roles of the first.
     *
     * @param name lower-case letters, digits and underscores
     * @return the database
     * @throws IllegalStateException if the database cannot be created
     */
    public PostgresDatabase createDatabase(String name) {
        if (!DATABASE_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "The name of a database must be lower-case letters, digits and underscores, but is " + name + ".");
        }
        try (Connection connection = connectAsSuperuser("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
            statement.execute("CREATE DATABASE " + name + " OWNER " + OWNER);
        } catch (SQLException failure) {
            throw new IllegalStateException("The database " + name + " cannot be created.", failure);
        }
        return new PostgresDatabase(host(), port(), name, user(), password());
    }

    /** {@return the processes of the server, the main process first; empty while it is down} */
    public List<ProcessHandle> processes() {
        return cluster.processes();
    }

    /**
     * Starts the server after it was killed or stopped, on the same port and with the same data. It accepts connections
     * when this returns.
     *
     * @throws ServiceStartException if it does not start within a minute; the message contains the server's log
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public void restart() throws InterruptedException {
        try {
            cluster.restart(port());
        } catch (IOException failure) {
            throw new ServiceStartException("PostgreSQL cannot be started again: " + failure + ".", failure);
        }
    }

    /** Stops the server without waiting for its clients; committed data is kept. A second call does nothing. */
    @Override
    public void close() throws IOException {
        cluster.stop();
    }

    private void createOwnerAndDatabase() throws IOException {
        try {
            createOwner();
            restrictPublic();
            try (Connection connection = connectAsSuperuser("postgres");
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + DATABASE + " OWNER " + OWNER);
            }
        } catch (SQLException failure) {
            cluster.stop();
            throw new ServiceStartException(
                    "The embedded PostgreSQL cannot be set up: " + failure.getMessage(), failure);
        }
    }

    private void createOwner() throws SQLException {
        try (Connection connection = connectAsSuperuser("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + OWNER + " LOGIN CREATEROLE");
            // The driver sends a hash, so that a logged statement would not contain the password.
            connection
                    .unwrap(PGConnection.class)
                    .alterUserPassword(OWNER, password().toCharArray(), "scram-sha-256");
        }
    }

    /** Applies to template1, so that every new database inherits it. */
    private void restrictPublic() throws SQLException, IOException {
        try (InputStream script = EmbeddedPostgresServer.class.getResourceAsStream("/restrict-public.sql");
                Connection connection = connectAsSuperuser("template1");
                Statement statement = connection.createStatement()) {
            statement.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private Connection connectAsSuperuser(String name) throws SQLException {
        String url = "jdbc:postgresql://" + host() + ":" + port() + "/" + name + "?loginTimeout=10&socketTimeout=60";
        return DriverManager.getConnection(url, PostgresCluster.SUPERUSER, superuserPassword);
    }

    private static String randomPassword() {
        return new SecureRandom()
                .ints(PASSWORD_LENGTH, 0, LETTERS_AND_DIGITS.length())
                .mapToObj(index -> LETTERS_AND_DIGITS.substring(index, index + 1))
                .collect(Collectors.joining());
    }
}
