package io.ballotstream.store;

import java.io.Serializable;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.StringJoiner;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.Driver;
import org.postgresql.PGConnection;

/**
 * The address of a PostgreSQL database, and the login. {@link #toString()} omits the password. Immutable.
 *
 * @param jdbcUrl {@code jdbc:postgresql://HOST:PORT/DATABASE}, without credentials
 * @param user name of the role
 * @param password null if the server asks for none
 */
public record PostgresAddress(String jdbcUrl, String user, String password) implements Serializable {
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration LONG_ANSWER_TIMEOUT = Duration.ofMinutes(15);
    private static final String JDBC = "jdbc:";
    private static final String UTC = "UTC";
    private static final String INVALID_PARAMETER = "22023";
    private static final String HOST = "(?:\\[[0-9a-fA-F:.%]+]|[^\\s,:/@?#%\\[\\]]+)(?::[0-9]{1,5})?";

    /** java.net.URI supports neither host names with underscores nor several hosts. */
    private static final Pattern FORM = Pattern.compile("(?:jdbc:)?postgres(?:ql)?://(?:(?<credentials>[^\\s/?]*)@)?"
            + "(?<hosts>" + HOST + "(?:," + HOST + ")*)/(?<database>[^\\s/?#]+)(?:\\?(?<parameters>\\S*))?");

    private static final Pattern PORT = Pattern.compile(":([0-9]{1,5})(?=,|$)");
    private static final int MAX_PORT = 65_535;
    private static final String USER_PARAMETER = "user=";
    private static final String PASSWORD_PARAMETER = "password=";

    /**
     * Parses {@code [jdbc:]postgresql://[USER[:PASSWORD]@]HOST[:PORT][,HOST[:PORT]…]/DATABASE[?PARAMETERS]}.
     * Credentials in the address, before the host or as parameters, take precedence over the given ones. As in psql,
     * {@code %} begins an encoded byte. A user or password must encode {@code %}, {@code /}, {@code ?} and white space.
     *
     * @param text the address
     * @param user used if the address names no user
     * @param password used if the address contains no password; may be null
     * @return the address
     * @throws IllegalArgumentException if the form is wrong; the message does not repeat the address, because it may
     *     contain a password
     */
    public static PostgresAddress parse(String text, String user, String password) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw malformed();
        }
        String credentials = parts.group("credentials");
        if (credentials != null) {
            String[] userAndPassword = credentials.split(":", 2);
            user = decode(userAndPassword[0]);
            password = userAndPassword.length == 2 ? decode(userAndPassword[1]) : password;
        }
        StringJoiner parameters = new StringJoiner("&", "?", "").setEmptyValue("");
        String query = parts.group("parameters") == null ? "" : parts.group("parameters");
        for (String parameter : query.split("&")) {
            // JDBC addresses have their credentials in parameters.
            if (parameter.startsWith(USER_PARAMETER)) {
                user = decode(parameter.substring(USER_PARAMETER.length()));
            } else if (parameter.startsWith(PASSWORD_PARAMETER)) {
                password = decode(parameter.substring(PASSWORD_PARAMETER.length()));
            } else if (!parameter.isEmpty()) {
                parameters.add(parameter);
            }
        }
        String hosts = parts.group("hosts");
        if (PORT.matcher(hosts).results().anyMatch(port -> !isPort(port.group(1)))) {
            throw malformed();
        }
        String url = JDBC + "postgresql://" + hosts + "/" + parts.group("database") + parameters;
        return new PostgresAddress(url, user, password);
    }

    private static boolean isPort(String digits) {
        int port = Integer.parseInt(digits);
        return port > 0 && port <= MAX_PORT;
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException(
                "The PostgreSQL address must have the form postgresql://[USER@]HOST[:PORT]/DATABASE, with"
                        + " percent-encoding for %, /, ? and spaces in a user name or password.");
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // The message of the cause may contain a password.
            throw malformed();
        }
    }

    /**
     * Opens a connection for statements that take seconds. Its session is in UTC. It times out when the server sends
     * nothing for a minute. A {@code socketTimeout} in the parameters of the address, in seconds, takes precedence.
     *
     * @return a connection that the caller closes
     * @throws SQLException if the connection cannot be opened; the message does not contain the password
     */
    public Connection connect() throws SQLException {
        return connect(ANSWER_TIMEOUT);
    }

    /**
     * Opens a connection like {@link #connect}, for statements over a whole election. It times out when the server
     * sends nothing for fifteen minutes.
     *
     * @return a connection that the caller closes
     * @throws SQLException if the connection cannot be opened; the message does not contain the password
     */
    public Connection connectForLongStatements() throws SQLException {
        return connect(LONG_ANSWER_TIMEOUT);
    }

    /**
     * Timeouts of a connection for {@linkplain #connectForLongStatements long statements}, as the driver's properties.
     */
    static Map<String, String> timeoutsForLongStatements() {
        return timeouts(LONG_ANSWER_TIMEOUT);
    }

    // A server that accepts the connection but does not respond counts as unreachable. So does one that has vanished
    // without closing the connection.
    private static Map<String, String> timeouts(Duration answer) {
        return Map.of(
                "loginTimeout", "10",
                "socketTimeout", Long.toString(answer.toSeconds()),
                "tcpKeepAlive", "true");
    }

    private Connection connect(Duration answerTimeout) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(timeouts(answerTimeout));
        properties.setProperty("ApplicationName", "ballotstream");
        // The detail of a server error quotes the row, which may contain personal data.
        properties.setProperty("logServerErrorDetail", "false");
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        // DriverManager does not find a driver in a job's jar.
        Connection connection;
        try {
            connection = new Driver().connect(jdbcUrl, properties);
        } catch (SQLException e) {
            throw zoneIsRefused(e) ? unknownZone(e) : e;
        }
        return inUtc(connection);
    }

    /** Sets the session to UTC. The driver sends the JVM's default time zone, which a job must not change. */
    private static Connection inUtc(Connection connection) throws SQLException {
        if (UTC.equals(connection.unwrap(PGConnection.class).getParameterStatus("TimeZone"))) {
            return connection;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TIME ZONE '" + UTC + "'");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static boolean zoneIsRefused(SQLException e) {
        return INVALID_PARAMETER.equals(e.getSQLState())
                && String.valueOf(e.getMessage()).contains("\"TimeZone\"");
    }

    private static SQLException unknownZone(SQLException e) {
        return new SQLException(
                "the server does not know this JVM's default time zone "
                        + TimeZone.getDefault().getID() + "; start the JVM with -Duser.timezone=UTC",
                e.getSQLState(),
                e);
    }

    @Override
    public String toString() {
        // Without the parameters, because they may include the password of a key.
        int parameters = jdbcUrl.indexOf('?');
        return (parameters < 0 ? jdbcUrl : jdbcUrl.substring(0, parameters)) + " as " + user;
    }
}
