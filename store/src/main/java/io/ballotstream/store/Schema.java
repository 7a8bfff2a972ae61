package io.ballotstream.store;

import io.ballotstream.model.ServiceFailedException;
import java.sql.SQLException;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The tables, views and roles, brought up to date by the migrations in {@code db/migration}. */
public final class Schema {
    /** The role the jobs connect as. */
    public static final String WRITER = "ballotstream_writer";

    /** The role dashboards connect as: results only, read only. */
    public static final String READER = "ballotstream_reader";

    private Schema() {}

    /**
     * Applies the migrations that are still missing. Two callers at once are safe: one waits for the other.
     *
     * @param database where, as a role that owns the database and is allowed to create roles
     * @throws ServiceFailedException with the server's reason if a migration fails
     */
    public static void migrate(PostgresAddress database) {
        try {
            Flyway.configure()
                    // Before the data source, which takes them over.
                    .jdbcProperties(PostgresAddress.timeoutsForLongStatements())
                    .dataSource(database.jdbcUrl(), database.user(), database.password())
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new ServiceFailedException(
                    "The tables cannot be created or upgraded in " + database + ": " + reason(e)
                            + " (the role must own the database and have CREATEROLE).",
                    e);
        }
    }

    /** What the server said, which Flyway's own message buries under its frame; Flyway's own words where it said nothing. */
    private static String reason(FlywayException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refusal) {
                return String.valueOf(refusal.getMessage()).lines().findFirst().orElse("");
            }
        }
        return String.valueOf(failure.getMessage()).lines().map(String::strip).collect(Collectors.joining(" "));
    }
}
