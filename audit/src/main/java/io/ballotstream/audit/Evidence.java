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
 * The input of the rules: the tables, and what was read from the topics before.
 *
 * @param snapshot a connection in a transaction in which all queries see the same state of the tables
 * @param election the election in the tables
 * @param manifest the number of records of each kind to be published to voters_topic, as in seeding_manifest
 * @param votersTopicRecords the number of records on voters_topic for a {@code read_committed} consumer
 * @param aggregatedTopics the newest records of the aggregated topics
 * @param certified the expected result of the results file, if one is available
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

    /** The number of records to be published to voters_topic. */
    long manifestTotal() {
        return manifest.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Reads values from the current row of the result. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Visits the current row of the result. */
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

    /** Passes all rows to the visitor, without keeping them in memory. */
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
