package io.ballotstream.embedded;

/**
 * The address of a database of an embedded PostgreSQL, with the login of its owner. {@link #toString()} omits the
 * password.
 *
 * @param host the loopback address
 * @param port of the server
 * @param name of the database
 * @param user the role that owns the database
 * @param password letters and digits only, so that a URI needs no escaping
 */
public record PostgresDatabase(String host, int port, String name, String user, String password) {

    /** {@return the address for JDBC drivers, without user and password} */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + name;
    }

    /** {@return the address for psql and other clients of libpq, with user and password} */
    public String uri() {
        return "postgresql://" + user + ":" + password + "@" + host + ":" + port + "/" + name;
    }

    @Override
    public String toString() {
        return "postgresql://" + user + "@" + host + ":" + port + "/" + name;
    }
}
