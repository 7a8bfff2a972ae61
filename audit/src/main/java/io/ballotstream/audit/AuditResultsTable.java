package io.ballotstream.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneOffset;

/** The table {@code audit_results}: one row for each rule of each audit. */
final class AuditResultsTable {
    private static final String INSERT = "INSERT INTO audit_results"
            + " (run_at, rule, left_name, left_value, right_name, right_value, difference, holds)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

    /** Replaces the name of a rule if the stream was not drained. */
    static final String NOT_DRAINED = "drained";

    private AuditResultsTable() {}

    /**
     * Adds a row for each rule that was not left out. {@code holds} is NULL if a part could not be checked. If the
     * stream was not drained, a separate row says so, because such an audit does not pass.
     */
    static void write(Connection connection, AuditReport report) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setObject(1, report.runAt().atOffset(ZoneOffset.UTC));
            for (RuleResult rule : report.rules()) {
                switch (rule.verdict()) {
                    case HOLDS -> add(insert, rule.rule(), rule.headline(), rule.difference(), true);
                    case FAILS -> add(insert, rule.rule(), rule.headline(), rule.difference(), false);
                    case INCOMPLETE -> add(insert, rule.rule(), rule.headline(), rule.difference(), null);
                    case LEFT_OUT -> {}
                }
            }
            int missing = report.notDrained().size();
            if (missing > 0) {
                add(insert, NOT_DRAINED, Comparison.of("timed out", missing, "expected", 0), missing, false);
            }
            insert.executeBatch();
        }
    }

    private static void add(
            PreparedStatement insert, String rule, Comparison comparison, long difference, Boolean holds)
            throws SQLException {
        insert.setString(2, rule);
        insert.setString(3, comparison.leftName());
        insert.setLong(4, comparison.leftValue());
        insert.setString(5, comparison.rightName());
        insert.setLong(6, comparison.rightValue());
        insert.setLong(7, difference);
        insert.setObject(8, holds, Types.BOOLEAN);
        insert.addBatch();
    }
}
