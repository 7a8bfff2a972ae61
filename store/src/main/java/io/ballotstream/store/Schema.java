package io.ballotstream.store;

import io.ballotstream.model.ServiceFailedException;
import java.sql.SQLException;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Creates and upgrades the tables, views and roles by the migrations in {@code db/migration}. */
public final class Schema {
    /** The role of the jobs. */
    public static final String WRITER = "ballotstream_writer";

    /** The role of the board and the dashboards. It can only read, and only results. */
    public static final String READER = "ballotstream_reader";

    private Schema() {}

    /**
     * Applies pending migrations. Concurrent calls are safe: Flyway's lock serializes them.
     *
     * @param database with the login of a role that owns the database and has CREATEROLE
     * @throws ServiceFailedException if a migration fails; the message contains the server's error
     */
    public static void migrate(PostgresAddress database) {
        migrate(database, MigrationVersion.LATEST);
    }

    /**
     * As {@link #migrate(PostgresAddress)}, but only to the tables of an earlier release, so that its rows can be restored.
     *
     * @param database with the login of a role that owns the database and has CREATEROLE
     * @param version of that release, as {@link #version} returned it
     * @throws ServiceFailedException if a migration fails, or there is no such version; the message contains the error
     */
    public static void migrateTo(PostgresAddress database, String version) {
        migrate(database, MigrationVersion.fromVersion(version));
    }

    /**
     * Determines which migrations are applied.
     *
     * @param database with the login of its owner
     * @return the number of the newest one
     */
    public static String version(PostgresAddress database) {
        return configuration(database).load().info().current().getVersion().getVersion();
    }

    private static FluentConfiguration configuration(PostgresAddress database) {
        return Flyway.configure()
                // Must be set before the data source, which copies them.
                .jdbcProperties(PostgresAddress.timeoutsForLongStatements())
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .locations("classpath:db/migration");
    }

    private static void migrate(PostgresAddress database, MigrationVersion target) {
        try {
            configuration(database).target(target).load().migrate();
        } catch (FlywayException e) {
            throw new ServiceFailedException(
                    "The tables cannot be created or upgraded in " + database + ": " + reason(e)
                            + " (the role must own the database and have CREATEROLE).",
                    e);
        }
    }

    /** The server's error, without Flyway's long frame around it, or else Flyway's own message. */
    private static String reason(FlywayException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refusal) {
                return String.valueOf(refusal.getMessage()).lines().findFirst().orElse("");
            }
        }
        return String.valueOf(failure.getMessage()).lines().map(String::strip).collect(Collectors.joining(" "));
    }
}
