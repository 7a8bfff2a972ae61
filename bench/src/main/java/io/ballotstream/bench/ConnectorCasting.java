package io.ballotstream.bench;

import io.ballotstream.jobs.JobSettings;
import io.ballotstream.jobs.cast.CastVote;
import io.ballotstream.jobs.cast.VoteCastingGraph;
import io.ballotstream.jobs.cast.VoteRecordSerializer;
import io.ballotstream.jobs.election.PostgresElectionSource;
import io.ballotstream.jobs.fencing.JobRuns;
import io.ballotstream.jobs.kafka.RawRecordDeserializer;
import io.ballotstream.jobs.kafka.TopicSink;
import io.ballotstream.jobs.kafka.TopicSource;
import io.ballotstream.jobs.postgres.PostgresSink;
import io.ballotstream.jobs.rejected.RejectedRecordsTable;
import io.ballotstream.model.Jobs;
import io.ballotstream.model.Topics;
import io.ballotstream.store.DatabaseLogin;
import io.ballotstream.store.PostgresAddress;
import java.sql.Timestamp;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The casting job with the JDBC connector's sink for the table {@code votes}, tuned: batches of 5000 rows, which the
 * driver rewrites into multi-row inserts.
 */
final class ConnectorCasting {
    private static final String INSERT = "INSERT INTO votes (voter_id, vote_id, candidate_id, location, voting_time)"
            + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";

    private ConnectorCasting() {}

    /** Adds the job to the environment. It ends at the end of the topic. */
    static void build(StreamExecutionEnvironment environment, String kafka, PostgresAddress writer) {
        DatabaseLogin login = new DatabaseLogin(writer);
        JobSettings.apply(environment, Jobs.CASTING);
        new VoteCastingGraph(
                        TopicSource.bounded(kafka, Topics.VOTERS, Jobs.CASTING, new RawRecordDeserializer()),
                        votesTable(writer),
                        TopicSink.exactlyOnce(kafka, Jobs.CASTING, Topics.VOTES, new VoteRecordSerializer()),
                        PostgresSink.atLeastOnce(RejectedRecordsTable.TABLE, login),
                        new PostgresElectionSource(login),
                        new JobRuns(login, Jobs.CASTING, "EXISTS (SELECT FROM votes)"))
                .build(environment);
    }

    private static JdbcSink<CastVote> votesTable(PostgresAddress writer) {
        return JdbcSink.<CastVote>builder()
                .withQueryStatement(INSERT, (statement, cast) -> {
                    statement.setString(1, cast.voterId());
                    statement.setString(2, cast.vote().voteId().toString());
                    statement.setString(3, cast.vote().candidateId());
                    statement.setString(4, cast.vote().location());
                    statement.setTimestamp(5, new Timestamp(cast.vote().votingTime()));
                })
                .withExecutionOptions(JdbcExecutionOptions.builder()
                        .withBatchSize(5000)
                        .withBatchIntervalMs(200)
                        .build())
                .buildAtLeastOnce(new JdbcConnectionOptions.JdbcConnectionOptionsBuilder()
                        .withUrl(writer.jdbcUrl())
                        .withDriverName("org.postgresql.Driver")
                        .withUsername(writer.user())
                        .withPassword(writer.password())
                        .withProperty("reWriteBatchedInserts", "true")
                        .build());
    }
}
