package io.ballotstream.audit;

import io.ballotstream.model.Election;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the rules look at: the tables, and what was read of the topics before.
 *
 * @param snapshot a connection in a transaction in which every query sees the same state of the tables
 * @param election the one that the tables hold
 * @param manifest how many records of each kind are to be published to voters_topic, as in seeding_manifest
 * @param votersTopicRecords how many records a reader of committed records sees in voters_topic
 * @param aggregatedTopics what the topics of aggregated results say
 * @param certified what the results file says, where one was given
 */
record Evidence(
        Connection snapshot,
        Election election,
        Map<String, Long> manifest,
        long votersTopicRecords,
        VotesTopicCopy votesTopic,
        AggregatedTopics aggregatedTopics,
        Optional<CertifiedResults> certified) {

    private static final int FETCH_SIZE = 10_000;

    /** How many records are to be published to voters_topic. */
    long manifestTotal() {
        return manifest.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Takes what it needs from the row that the result stands on. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Looks at the row that the result stands on. */
    interface RowVisitor {
        void visit(ResultSet row) throws SQLException;
    }

    /** The only column of the only row. */
    long number(String sql, String... parameters) throws SQLException {
        return list(sql, row -> row.getLong(1), parameters).get(0);
    }

    <T> List<T> list(String sql, RowReader<T> reader, String... parameters) throws SQLException {
        List<T> rows = new ArrayList<>();
        rows(sql, row -> rows.add(reader.read(row)), parameters);
        return rows;
    }

    /** Shows all rows to the visitor, without holding them in memory. */
    void rows(String sql, RowVisitor visitor, String... parameters) throws SQLException {
        try (PreparedStatement statement = snapshot.prepareStatement(sql)) {
            statement.setFetchSize(FETCH_SIZE);
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    visitor.visit(row);
                }
            }
        }
    }
}
