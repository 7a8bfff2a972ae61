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
 * How a job logs in to the database, from whichever process its parts run in.
 *
 * <p>A password that is not part of the address is read from the environment of the process that connects
 * ({@code BALLOTSTREAM_POSTGRES_PASSWORD} or {@code …_PASSWORD_FILE}), so that it does not travel in the job's graph.
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
     * What the environment says without its secrets, for {@link Connections} whose addresses go into a job's graph.
     *
     * @param environment as of {@link System#getenv()}
     */
    public static Connections withoutSecrets(Map<String, String> environment) {
        Map<String, String> open = new HashMap<>(environment);
        open.remove(PASSWORD);
        open.remove(PASSWORD + "_FILE");
        return new Connections(open);
    }

    /**
     * A login by the address of a job's command line.
     *
     * @throws BadInputException if the address holds a password, which would travel in the job's graph
     */
    public static DatabaseLogin ofCommandLine(PostgresAddress address) {
        if (address.password() != null) {
            throw new BadInputException(
                    "--postgres must not hold a password, since a job's graph is kept and shown: set " + PASSWORD
                            + " or " + PASSWORD + "_FILE where the TaskManagers run.");
        }
        return new DatabaseLogin(address);
    }

    /**
     * Opens a connection.
     *
     * @throws BadInputException if the password's file cannot be read
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

    /** The address, with the secret of the given environment where it has no password of its own. */
    PostgresAddress withPassword(Function<String, String> secrets) {
        return address.password() != null
                ? address
                : new PostgresAddress(address.jdbcUrl(), address.user(), secrets.apply(PASSWORD));
    }

    /**
     * Opens a connection, waiting about two minutes for a database that does not take any yet.
     *
     * @throws SQLException at once where waiting is of no use, for instance a wrong password
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

    /** Whether it helps to try again: after connection failures, while a server starts or stops, or has too many connections. */
    public static boolean passesByItself(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("08") || state.startsWith("57P0") || state.equals("53300");
    }

    /**
     * A driver registers itself for the whole JVM. One that came with the job's jar would keep the job's class loader,
     * and a copy of all its classes, alive after each restart.
     */
    private static void forgetDriverOfJob() {
        try {
            if (Driver.class.getClassLoader() != ClassLoader.getSystemClassLoader() && Driver.isRegistered()) {
                Driver.deregister();
            }
        } catch (SQLException e) {
            LOG.warn("The PostgreSQL driver stays registered: {}", e.getMessage());
        }
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
