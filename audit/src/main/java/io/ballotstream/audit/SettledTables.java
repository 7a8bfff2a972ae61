package io.ballotstream.audit;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Checks whether the tables contain all results that the manifest expects, so that no results are pending.
 *
 * <p>Each count only grows towards its final value, so equal sums mean equal counts. It is still necessary to check
 * that the jobs have read everything: with an unread record, two errors could cancel out.
 */
final class SettledTables {
    private static final String SETTLED = """
            WITH manifest AS (
                SELECT coalesce(sum(records) FILTER (WHERE kind = 'ON_TIME'), 0) AS on_time,
                       coalesce(sum(records) FILTER (WHERE kind = 'LATE'), 0) AS late,
                       coalesce(sum(records) FILTER (WHERE kind NOT IN ('ON_TIME', 'LATE')), 0) AS rejected
                FROM seeding_manifest)
            SELECT on_time = (SELECT coalesce(sum(votes), 0) FROM candidate_totals)
                   AND on_time = (SELECT coalesce(sum(votes), 0) FROM location_totals)
                   AND on_time = (SELECT coalesce(sum(votes), 0) FROM votes_per_candidate)
                   AND on_time = (SELECT coalesce(sum(votes), 0) FROM turnout_by_location)
                   AND on_time = (SELECT coalesce(sum(votes), 0) FROM party_totals)
                   AND on_time = (SELECT coalesce(sum(votes), 0) FROM votes_per_party)
                   AND late = (SELECT count(*) FROM late_votes)
                   AND rejected = (SELECT count(*) FROM rejected_records)
            FROM manifest
            """;

    private final Connection connection;

    SettledTables(Connection connection) {
        this.connection = connection;
    }

    /** The sum of the candidates' totals. */
    long counted() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT coalesce(sum(votes), 0) FROM candidate_totals")) {
            row.next();
            return row.getLong(1);
        }
    }

    boolean holdEverything() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SETTLED)) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
