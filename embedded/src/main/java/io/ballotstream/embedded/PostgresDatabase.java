package io.ballotstream.embedded;

/**
 * Address of one database of an embedded PostgreSQL, with the role that owns it.
 *
 * @param host always the loopback address
 * @param password letters and digits only, so that it needs no escaping in a URI; not part of {@link #toString()}
 */
public record PostgresDatabase(String host, int port, String name, String user, String password) {

    /** For JDBC drivers; user and password are handed over separately. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + name;
    }

    /** For psql and other clients of libpq. It contains the password. */
    public String uri() {
        return "postgresql://" + user + ":" + password + "@" + host + ":" + port + "/" + name;
    }

    @Override
    public String toString() {
        return "postgresql://" + user + "@" + host + ":" + port + "/" + name;
    }
}
