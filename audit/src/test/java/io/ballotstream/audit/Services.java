package io.ballotstream.audit;

import io.ballotstream.embedded.EmbeddedServices;
import io.ballotstream.embedded.PostgresDatabase;
import io.ballotstream.store.PostgresAddress;
import io.ballotstream.store.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The PostgreSQL and the Kafka that the tests share. */
final class Services {
    private Services() {}

    static String kafka() {
        return EmbeddedServices.shared().kafka().bootstrapServers();
    }

    /** A new database with all tables, and nothing in them. */
    static PostgresAddress database(String name) {
        PostgresAddress address = emptyDatabase(name);
        Schema.migrate(address);
        return address;
    }

    /** A new database without tables. */
    static PostgresAddress emptyDatabase(String name) {
        PostgresDatabase database = EmbeddedServices.shared().postgres().createDatabase(name);
        return new PostgresAddress(database.jdbcUrl(), database.user(), database.password());
    }

    static void execute(PostgresAddress database, String... statements) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
