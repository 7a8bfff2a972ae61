package io.ballotstream.store;

import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.StringJoiner;
import org.postgresql.Driver;

/**
 * Where a PostgreSQL database is and who logs in; its text form leaves the password out.
 *
 * @param jdbcUrl {@code jdbc:postgresql://HOST:PORT/DATABASE}, without credentials
 * @param password may be null, where the server asks for none
 */
public record PostgresAddress(String jdbcUrl, String user, String password) implements Serializable {
    private static final String JDBC = "jdbc:";
    private static final String USER_PARAMETER = "user=";
    private static final String PASSWORD_PARAMETER = "password=";

    /**
     * Reads {@code postgresql://[USER[:PASSWORD]@]HOST[:PORT]/DATABASE[?PARAMETERS]}, with or without {@code jdbc:} before
     * it. Credentials in the address, before the host or as parameters, win over the ones given.
     *
     * @throws IllegalArgumentException with a sentence that does not repeat the address, since it may hold a password
     */
    public static PostgresAddress parse(String text, String user, String password) {
        URI uri;
        try {
            uri = new URI(text.startsWith(JDBC) ? text.substring(JDBC.length()) : text);
        } catch (URISyntaxException e) {
            throw malformed();
        }
        boolean postgres = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
        if (!postgres
                || uri.getHost() == null
                || uri.getPath() == null
                || uri.getPath().length() < 2) {
            throw malformed();
        }
        if (uri.getRawUserInfo() != null) {
            String[] credentials = uri.getRawUserInfo().split(":", 2);
            user = decode(credentials[0]);
            password = credentials.length == 2 ? decode(credentials[1]) : password;
        }
        StringJoiner parameters = new StringJoiner("&", "?", "").setEmptyValue("");
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        for (String parameter : query.split("&")) {
            // Where JDBC addresses have their credentials.
            if (parameter.startsWith(USER_PARAMETER)) {
                user = decode(parameter.substring(USER_PARAMETER.length()));
            } else if (parameter.startsWith(PASSWORD_PARAMETER)) {
                password = decode(parameter.substring(PASSWORD_PARAMETER.length()));
            } else if (!parameter.isEmpty()) {
                parameters.add(parameter);
            }
        }
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String url = JDBC + "postgresql://" + uri.getHost() + port + uri.getRawPath() + parameters;
        return new PostgresAddress(url, user, password);
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException(
                "The PostgreSQL address must have the form postgresql://[USER@]HOST[:PORT]/DATABASE.");
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Opens a connection. */
    public Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "ballotstream");
        // The detail of a server's error quotes the row, and the row may be personal data.
        properties.setProperty("logServerErrorDetail", "false");
        // A server that takes the connection and then says nothing counts as one that cannot be reached.
        properties.setProperty("loginTimeout", "10");
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        // Not by DriverManager, which does not find a driver that came with a job's jar.
        return new Driver().connect(jdbcUrl, properties);
    }

    @Override
    public String toString() {
        // Without the parameters, among which may be the password of a key.
        int parameters = jdbcUrl.indexOf('?');
        return (parameters < 0 ? jdbcUrl : jdbcUrl.substring(0, parameters)) + " as " + user;
    }
}
