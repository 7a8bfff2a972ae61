package io.ballotstream.store;

import org.flywaydb.core.Flyway;

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
     * @param database where, as the owner role, which must be allowed to create roles
     */
    public static void migrate(PostgresAddress database) {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }
}
