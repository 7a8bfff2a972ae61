package io.ballotstream.store;

import io.ballotstream.model.BadInputException;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.postgresql.Driver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job's login to the database, usable in the JobManager and in every TaskManager.
 *
 * <p>If the address has no password, the process that connects reads it from its own environment
 * ({@code BALLOTSTREAM_POSTGRES_PASSWORD} or {@code …_PASSWORD_FILE}). So the job graph contains no password.
 *
 * @param address with a password in tests and in a rehearsal only
 */
public record DatabaseLogin(PostgresAddress address) implements Serializable {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseLogin.class);
    private static final String PASSWORD = "BALLOTSTREAM_POSTGRES_PASSWORD";

    private static final int ATTEMPTS = 240;
    private static final long FIRST_PAUSE_MS = 100;
    private static final long LONGEST_PAUSE_MS = 500;

    static {
        forgetDriverOfJob();
    }

    /**
     * Removes the secrets from the environment, for addresses that become part of a job graph.
     *
     * @param environment as of {@link System#getenv()}
     * @return connections whose addresses contain no password from the environment
     */
    public static Connections withoutSecrets(Map<String, String> environment) {
        Map<String, String> open = new HashMap<>(environment);
        open.remove(PASSWORD);
        open.remove(PASSWORD + "_FILE");
        return new Connections(open);
    }

    /**
     * Creates the login of a job that is submitted on the command line.
     *
     * @param address as given on the command line
     * @return the login
     * @throws BadInputException if the address contains a password, because it would become part of the job graph
     */
    public static DatabaseLogin ofCommandLine(PostgresAddress address) {
        if (address.password() != null) {
            throw new BadInputException(
                    "--postgres must not contain a password, because Flink stores and displays the job graph. Set "
                            + PASSWORD + " or " + PASSWORD + "_FILE in the environment of the TaskManagers.");
        }
        return new DatabaseLogin(address);
    }

    /**
     * Opens a connection.
     *
     * @return a connection that the caller closes
     * @throws SQLException if the database cannot be reached or refuses the login
     * @throws BadInputException if the password file cannot be read
     */
    public Connection connect() throws SQLException {
        return withPassword(DatabaseLogin::secret).connect();
    }

    private static String secret(String name) {
        try {
            return new Connections(System.getenv()).secret(name);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(e.getMessage());
        }
    }

    /** The address with a password: its own, or else the one of the given environment. */
    PostgresAddress withPassword(Function<String, String> secrets) {
        return address.password() != null
                ? address
                : new PostgresAddress(address.jdbcUrl(), address.user(), secrets.apply(PASSWORD));
    }

    /**
     * Opens a connection. Retries with backoff for about two minutes while the database does not accept connections.
     *
     * @return a connection that the caller closes
     * @throws SQLException if the retries time out; immediately if a retry cannot help, for example after a wrong
     *     password
     * @throws InterruptedException if the thread is interrupted between two attempts
     */
    public Connection connectPatiently() throws SQLException, InterruptedException {
        long pause = FIRST_PAUSE_MS;
        for (int attempt = 1; ; attempt++) {
            try {
                return connect();
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !passesByItself(e)) {
                    throw e;
                }
                LOG.info("Waiting for {}: {}", address, e.getMessage());
                Thread.sleep(pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
            }
        }
    }

    /**
     * Decides whether a retry can help: after a connection failure, while the server starts or stops, or if it has too
     * many connections.
     *
     * @param e an exception of the driver
     * @return whether the failure is transient
     */
    public static boolean passesByItself(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("08") || state.startsWith("57P0") || state.equals("53300");
    }

    /**
     * Deregisters a driver that was loaded from the job's jar. It registers itself for the whole JVM. After each
     * restart of the job, the registration would keep the old class loader with all its classes alive.
     */
    private static void forgetDriverOfJob() {
        try {
            if (Driver.class.getClassLoader() != ClassLoader.getSystemClassLoader() && Driver.isRegistered()) {
                Driver.deregister();
            }
        } catch (SQLException e) {
            LOG.warn("The PostgreSQL driver cannot be deregistered: {}", e.getMessage());
        }
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
