package io.ballotstream.embedded;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
 * A real PostgreSQL beside this process: it listens on the loopback address only, asks every client for a password,
 * and, unless started without fsync, is as durable as PostgreSQL is by default.
 *
 * <p>It has one database, {@code ballotstream}, owned by a role of the same name that may log in and create roles.
 * Passwords are random per instance; none of them appears in a process's arguments or in a log. Everything that the
 * server writes, its unpacked programs included, is in the run's directory.
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
     * Unpacks, initializes and starts a server in the run's directory; it takes connections when this returns.
     *
     * @throws ServiceStartException if it does not start, with the server's own last words
     */
    public static EmbeddedPostgresServer start(RunDirectory run) {
        return start(run, UnprivilegedAccount::choose, PostgresCluster.DURABLE);
    }

    /** As {@link #start(RunDirectory)}, on a port that is still free after the server was down for a while. */
    public static EmbeddedPostgresServer startToBeRestarted(RunDirectory run) {
        return start(run, UnprivilegedAccount::choose, PostgresCluster.DURABLE, LoopbackPorts::choose);
    }

    /**
     * As {@link #start(RunDirectory)}, but the server leaves it to the operating system when its data reach the disk: much
     * faster, and safe unless the whole machine stops. For tests.
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
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
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

    /** Which account the server is to run as, given a directory that this process has created. */
    interface AccountChoice {
        UnprivilegedAccount of(Path ownDirectory) throws IOException, InterruptedException;
    }

    /** The database {@code ballotstream}. */
    public PostgresDatabase database() {
        return database;
    }

    public String host() {
        return database.host();
    }

    public int port() {
        return database.port();
    }

    public String user() {
        return database.user();
    }

    public String password() {
        return database.password();
    }

    /** For JDBC drivers; user and password are handed over separately. */
    public String jdbcUrl() {
        return database.jdbcUrl();
    }

    /** For psql and other clients of libpq. It contains the password. */
    public String uri() {
        return database.uri();
    }

    /**
     * Creates a further, empty database of the same owner, replacing one of that name.
     *
     * <p>Tables are its own; roles are not, they belong to the server: what one database's migrations create, the
     * next one's find there.
     *
     * @param name lower-case letters, digits and underscores
     */
    public PostgresDatabase createDatabase(String name) {
        if (!DATABASE_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "A database's name is lower-case letters, digits and underscores, not " + name + ".");
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

    /** The server's processes, the one that starts the others first; none while it is down. */
    public List<ProcessHandle> processes() {
        return cluster.processes();
    }

    /**
     * Starts the server again, after it was killed or stopped, on the same port and with the same data; it takes
     * connections when this returns.
     *
     * @throws ServiceStartException if it does not start within a minute, with its own last words
     */
    public void restart() throws InterruptedException {
        try {
            cluster.restart(port());
        } catch (IOException failure) {
            throw new ServiceStartException("PostgreSQL cannot be started again: " + failure + ".", failure);
        }
    }

    /** Stops the server without waiting for its clients; what was committed is safe. A second call does nothing. */
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
            // The driver sends a hash, so that not even a logged statement would give the password away.
            connection
                    .unwrap(PGConnection.class)
                    .alterUserPassword(OWNER, password().toCharArray(), "scram-sha-256");
        }
    }

    /** In the template, so that it holds in every database. */
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
