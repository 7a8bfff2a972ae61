package io.ballotstream.audit;

import io.ballotstream.model.BadInputException;
import io.ballotstream.model.Election;
import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.model.Topics;
import io.ballotstream.results.ResultsFile;
import io.ballotstream.store.ElectionStore;
import io.ballotstream.store.PostgresAddress;
import io.ballotstream.store.kafka.TopicCount;
import io.ballotstream.store.kafka.TopicReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Checks whether the records and counts of an election agree.
 *
 * <p>Reads both topics as a {@code read_committed} consumer, checks the rules in one snapshot of the tables, and
 * writes the result to {@code audit_results}. Needs the owner role, because it reads {@code votes} and creates a
 * temporary table.
 */
public final class Audit {
    // The hash of the votes may use this much memory before it spills to disk. No query may wait or run without a
    // limit. If the statistics are from before the first vote, a nested loop would add up the ballot plan for each
    // vote.
    static final String SETTINGS =
            "SET work_mem = '64MB'; SET enable_nestloop = off; SET lock_timeout = '1min'; SET statement_timeout = '1h'";

    private final PostgresAddress postgres;
    private final String kafka;
    private final Optional<ResultsFile> results;
    private final Function<String, Optional<ResultsFile>> known;
    private final Set<String> leftOut;

    /**
     * Creates an audit of all rules.
     *
     * @param postgres the database, with the owner's login
     * @param kafka {@code HOST:PORT[,HOST:PORT…]}
     * @param results the file that the election was seeded from; if empty, R6 may be incomplete
     */
    public Audit(PostgresAddress postgres, String kafka, Optional<ResultsFile> results) {
        this(postgres, kafka, results, sha256 -> Optional.empty(), Set.of());
    }

    /**
     * @param known finds a bundled results file by the digest of its bytes
     * @param leftOut the names of the rules that are not checked
     */
    Audit(
            PostgresAddress postgres,
            String kafka,
            Optional<ResultsFile> results,
            Function<String, Optional<ResultsFile>> known,
            Set<String> leftOut) {
        this.postgres = postgres;
        this.kafka = kafka;
        this.results = results;
        this.known = known;
        this.leftOut = Set.copyOf(leftOut);
    }

    /**
     * Validates what the audit needs, before anything waits.
     *
     * @throws BadInputException if the results file does not belong to the election
     * @throws ServiceFailedException if PostgreSQL cannot be reached or contains no election
     */
    public void requireElection() {
        try (Connection connection = postgres.connectForLongStatements()) {
            certified(election(connection));
        } catch (SQLException e) {
            throw PostgresFailure.of(postgres, e);
        }
    }

    /**
     * Audits an election that is drained, like {@link #run(List)} with an empty list.
     *
     * @return the report, which is stored already
     */
    public AuditReport run() {
        return run(List.of());
    }

    /**
     * Checks all rules and stores the result.
     *
     * @param missing sentences of {@link Drain} if waiting timed out; if there are any, the audit does not pass
     * @return the report, which is stored already
     * @throws BadInputException if the results file does not belong to the election
     * @throws ServiceFailedException if PostgreSQL or Kafka fails, or there is no election
     */
    public AuditReport run(List<String> missing) {
        try (Connection connection = postgres.connectForLongStatements()) {
            Election election = election(connection);
            Optional<CertifiedResults> certified = certified(election);
            execute(connection, SETTINGS);
            long votersTopicRecords = count(Topics.VOTERS);
            VotesTopicCopy votesTopic = VotesTopicCopy.create(kafka, connection);
            AggregatedTopics aggregatedTopics = AggregatedTopics.read(kafka);

            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            Instant runAt = now(connection);
            Recount.create(connection);
            Evidence evidence = new Evidence(
                    connection,
                    election,
                    new ElectionStore(connection).manifest(),
                    votersTopicRecords,
                    votesTopic,
                    aggregatedTopics,
                    certified);
            List<RuleResult> rules = new ArrayList<>();
            for (Rule rule : Rule.all()) {
                rules.add(leftOut.contains(rule.name()) ? RuleResult.leftOut(rule) : rule.check(evidence));
            }
            connection.commit();

            AuditReport report = new AuditReport(election, runAt, rules, missing);
            AuditResultsTable.write(connection, report);
            connection.commit();
            return report;
        } catch (SQLException e) {
            throw PostgresFailure.of(postgres, e);
        }
    }

    private Election election(Connection connection) throws SQLException {
        return new ElectionStore(connection).election().orElseThrow(() -> PostgresFailure.noElection(postgres));
    }

    private Optional<CertifiedResults> certified(Election election) {
        return results.or(() -> Optional.ofNullable(election.resultsSha256()).flatMap(known))
                .map(file -> CertifiedResults.of(file, election));
    }

    private long count(String topic) {
        try (TopicReader reader = new TopicReader(kafka, topic)) {
            TopicCount count = new TopicCount(reader);
            reader.readToEnd(count);
            return count.records();
        }
    }

    private static Instant now(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
