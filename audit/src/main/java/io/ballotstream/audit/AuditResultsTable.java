package io.ballotstream.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** The table audit_results: one row per rule of every audit. */
final class AuditResultsTable {
    private static final String INSERT = "INSERT INTO audit_results"
            + " (run_at, rule, left_name, left_value, right_name, right_value, difference, holds)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

    private AuditResultsTable() {}

    /** Adds a row for every rule that was checked: one that was not checked must not look as if it held. */
    static void write(Connection connection, Instant runAt, List<RuleResult> rules) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (RuleResult rule : rules) {
                if (rule.verdict() == Verdict.NOT_CHECKED) {
                    continue;
                }
                Comparison headline = rule.headline();
                insert.setObject(1, runAt.atOffset(ZoneOffset.UTC));
                insert.setString(2, rule.rule());
                insert.setString(3, headline.leftName());
                insert.setLong(4, headline.leftValue());
                insert.setString(5, headline.rightName());
                insert.setLong(6, headline.rightValue());
                insert.setLong(7, rule.difference());
                insert.setBoolean(8, rule.verdict() == Verdict.HOLDS);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
