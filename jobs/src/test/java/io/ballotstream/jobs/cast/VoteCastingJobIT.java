package io.ballotstream.jobs.cast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ballotstream.jobs.JobOptions;
import io.ballotstream.jobs.JobSettings;
import io.ballotstream.jobs.ServicesTestBase;
import io.ballotstream.jobs.TestCluster;
import io.ballotstream.jobs.election.PostgresElectionSource;
import io.ballotstream.jobs.fencing.JobRuns;
import io.ballotstream.jobs.kafka.RawRecordDeserializer;
import io.ballotstream.jobs.kafka.TopicSink;
import io.ballotstream.jobs.kafka.TopicSource;
import io.ballotstream.jobs.postgres.PostgresSink;
import io.ballotstream.jobs.rejected.RejectedRecordsTable;
import io.ballotstream.model.Jobs;
import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.model.Topics;
import io.ballotstream.model.Vote;
import io.ballotstream.model.Voter;
import io.ballotstream.model.codec.VoteJson;
import io.ballotstream.model.codec.VoterJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class VoteCastingJobIT extends ServicesTestBase {
    @TempDir
    static Path clusterDirectory;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = TestCluster.thatRestartsJobs(2, () -> clusterDirectory);

    /** The cluster numbers its TaskManagers from 0, and does not reuse numbers. */
    private static int newestTaskManager;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @BeforeEach
    void addALargeLocation() throws Exception {
        execute("INSERT INTO locations (location) VALUES ('Iowa')");
        execute("INSERT INTO ballot_plan VALUES ('Iowa', 'c1', 10000), ('Iowa', 'c2', 20000)");
        execute("UPDATE election SET voters = voters + 30000, registered_voters = registered_voters + 30000");
    }

    @Test
    void tableAndTopicContainTheSameVotes() throws Exception {
        publishVoters(0, 500);
        publishVoters(100, 110);
        publish(List.of(new ProducerRecord<>(Topics.VOTERS, 0, 1_700_000_000_000L, new byte[0], new byte[0])));

        StreamExecutionEnvironment environment = environment();
        VoteCastingJob.build(environment, new JobOptions(kafka(), login(), true));
        environment.execute(Jobs.CASTING);

        assertThat(rows("SELECT reason, count(*) FROM rejected_records GROUP BY reason ORDER BY reason"))
                .containsExactly("DUPLICATE_VOTER|10", "EMPTY|1");
        awaitCommitted(500);
        List<String> onTopic = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : committed(Topics.VOTES)) {
            Vote vote = VoteJson.read(record.value());
            assertThat(new String(record.key(), StandardCharsets.US_ASCII))
                    .isEqualTo(vote.voteId().toString());
            assertThat(record.timestamp()).isBetween(vote.votingTime(), vote.votingTime() + 4999);
            onTopic.add(vote.voteId() + "|" + vote.candidateId() + "|" + vote.location() + "|" + vote.votingTime());
        }
        assertThat(rows("SELECT vote_id, candidate_id, location, (extract(epoch FROM voting_time) * 1000)::bigint"
                        + " FROM votes"))
                .hasSize(500)
                .containsExactlyInAnyOrderElementsOf(onTopic);
    }

    @Test
    void everyVoteIsCastOnceIfATaskManagerIsKilled(@InjectMiniCluster MiniCluster cluster) throws Exception {
        castAcrossAKill(
                cluster, TopicSink.exactlyOnce(kafka(), Jobs.CASTING, Topics.VOTES, new VoteRecordSerializer()));

        // The thousand records of the killed TaskManager are still on the topic, in an aborted transaction.
        assertThat(committed(Topics.VOTES)).hasSize(3000);
        assertThat(written(Topics.VOTES)).hasSize(4000);
    }

    /**
     * Control experiment: without transactions, the same kill causes duplicates, so the test above would detect them.
     */
    @Test
    void withoutTransactionsVotesAreCastTwiceIfATaskManagerIsKilled(@InjectMiniCluster MiniCluster cluster)
            throws Exception {
        castAcrossAKill(
                cluster,
                KafkaSink.<CastVote>builder()
                        .setBootstrapServers(kafka())
                        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                        .setRecordSerializer(new VoteRecordSerializer())
                        .build());

        assertThat(committed(Topics.VOTES)).hasSize(4000);
    }

    /** Casts 3000 votes. Kills the TaskManager when 1000 of them are written but not part of a checkpoint. */
    private void castAcrossAKill(MiniCluster cluster, Sink<CastVote> votesTopic) throws Exception {
        StreamExecutionEnvironment environment = environment();
        environment.enableCheckpointing(Duration.ofHours(1).toMillis());
        JobSettings.apply(environment);
        new VoteCastingGraph(
                        TopicSource.unbounded(kafka(), Topics.VOTERS, Jobs.CASTING, new RawRecordDeserializer()),
                        PostgresSink.atLeastOnce(VotesTable.TABLE, login()),
                        votesTopic,
                        PostgresSink.atLeastOnce(RejectedRecordsTable.TABLE, login()),
                        new PostgresElectionSource(login()),
                        new JobRuns(login(), Jobs.CASTING, "EXISTS (SELECT FROM votes)"))
                .build(environment);
        publishVoters(0, 1000);
        JobClient job = environment.executeAsync(Jobs.CASTING);
        try {
            await().atMost(PATIENCE).until(() -> written(Topics.VOTES).size() == 1000);
            cluster.triggerCheckpoint(job.getJobID()).get();
            awaitCommitted(1000);

            publishVoters(1000, 2000);
            await().atMost(PATIENCE).until(() -> written(Topics.VOTES).size() == 2000);
            cluster.terminateTaskManager(newestTaskManager).get();
            cluster.startTaskManager();
            newestTaskManager++;
            publishVoters(2000, 3000);

            await().atMost(PATIENCE).until(() -> written(Topics.VOTES).size() == 4000);
            cluster.triggerCheckpoint(job.getJobID()).get();
            await().atMost(PATIENCE).until(() -> distinctVotes() == 3000);
            assertThat(TestCluster.restarts(cluster, job)).isPositive();
            assertThat(rows("SELECT count(*) FROM votes")).containsExactly("3000");
            assertThat(rows("SELECT count(*) FROM rejected_records")).containsExactly("0");
        } finally {
            TestCluster.cancel(job);
        }
    }

    @Test
    void savepointCanBeRestoredWithAnotherParallelism(@TempDir Path directory) throws Exception {
        publishVoters(0, 1000);
        StreamExecutionEnvironment environment = environment();
        environment.setParallelism(1);
        VoteCastingJob.build(environment, new JobOptions(kafka(), login(), false));
        JobClient first = environment.executeAsync(Jobs.CASTING);
        awaitCommitted(1000);
        String savepoint = first.stopWithSavepoint(false, directory.toUri().toString(), SavepointFormatType.CANONICAL)
                .get();

        publishVoters(500, 1500);
        StreamExecutionEnvironment rescaled = goingOnFrom(savepoint);
        VoteCastingJob.build(rescaled, new JobOptions(kafka(), login(), false));
        JobClient second = rescaled.executeAsync(Jobs.CASTING);
        try {
            awaitCommitted(1500);
            assertThat(distinctVotes()).isEqualTo(1500);
            assertThat(rows("SELECT reason, count(*) FROM rejected_records GROUP BY reason"))
                    .containsExactly("DUPLICATE_VOTER|500");
            assertThatThrownBy(
                            () -> VoteCastingJob.build(goingOnFrom(savepoint), new JobOptions(kafka(), login(), false)))
                    .isInstanceOf(ServiceFailedException.class)
                    .hasMessage("vote-casting is already running. Cancel it before you start it again.");
        } finally {
            TestCluster.cancel(second);
        }

        StreamExecutionEnvironment again = goingOnFrom(savepoint);
        VoteCastingJob.build(again, new JobOptions(kafka(), login(), false));
        assertThatThrownBy(() -> again.execute(Jobs.CASTING))
                .rootCause()
                .hasMessageContaining("The restored state of vote-casting is older than its output");
        assertThat(committed(Topics.VOTES)).hasSize(1500);
    }

    /** Simulates a kill between the commit in Kafka and the update of job_runs, which happens in the background. */
    @Test
    void committedButUnrecordedCheckpointFencesOutOlderState(
            @TempDir Path directory, @InjectMiniCluster MiniCluster cluster) throws Exception {
        StreamExecutionEnvironment environment = environment();
        environment.enableCheckpointing(Duration.ofHours(1).toMillis());
        VoteCastingJob.build(environment, new JobOptions(kafka(), login(), false));
        publishVoters(0, 100);
        JobClient killed = environment.executeAsync(Jobs.CASTING);
        await().atMost(PATIENCE).until(() -> written(Topics.VOTES).size() == 100);
        cluster.triggerCheckpoint(killed.getJobID()).get();
        await().atMost(PATIENCE)
                .until(() -> rows("SELECT last_checkpoint FROM job_runs").equals(List.of("1")));
        String savepoint = killed.triggerSavepoint(directory.toUri().toString(), SavepointFormatType.CANONICAL)
                .get();
        publishVoters(100, 200);
        await().atMost(PATIENCE).until(() -> written(Topics.VOTES).size() == 200);
        cluster.triggerCheckpoint(killed.getJobID()).get();
        awaitCommitted(200);
        TestCluster.cancel(killed);
        execute("UPDATE job_runs SET last_checkpoint = 1");

        StreamExecutionEnvironment again = goingOnFrom(savepoint);
        again.enableCheckpointing(100);
        VoteCastingJob.build(again, new JobOptions(kafka(), login(), true));
        assertThatThrownBy(() -> again.execute(Jobs.CASTING))
                .rootCause()
                .hasMessage("The restored state of vote-casting is older than its output votes_topic: the state is from"
                        + " checkpoint 2, but the topic contains records that were written after checkpoint 2."
                        + " Start the job from its newest checkpoint or savepoint, or seed with --reset.");
        assertThat(committed(Topics.VOTES)).hasSize(200);
    }

    private static StreamExecutionEnvironment goingOnFrom(String savepoint) {
        StreamExecutionEnvironment environment = environment();
        environment.configure(new Configuration().set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint));
        return environment;
    }

    @Test
    void startWithoutStateIsRefusedIfTheTablesContainVotes() throws Exception {
        publishVoters(0, 10);
        StreamExecutionEnvironment first = environment();
        VoteCastingJob.build(first, new JobOptions(kafka(), login(), true));
        first.execute(Jobs.CASTING);

        assertThatThrownBy(() -> VoteCastingJob.build(environment(), new JobOptions(kafka(), login(), true)))
                .isInstanceOf(ServiceFailedException.class)
                .hasMessageStartingWith("vote-casting starts without state, but its tables already contain");
        awaitCommitted(10);
    }

    @Test
    void withoutAnElectionTheJobIsNotStarted() throws Exception {
        execute("DELETE FROM election");

        assertThatThrownBy(() -> VoteCastingJob.build(environment(), new JobOptions(kafka(), login(), false)))
                .isInstanceOf(ServiceFailedException.class)
                .hasMessage("The database holds no election. Prepare one with `ballotstream seed` first.");
    }

    private static StreamExecutionEnvironment environment() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(2);
        return environment;
    }

    private static void publishVoters(int from, int to) throws Exception {
        publish(LongStream.range(from, to)
                .mapToObj(number -> TestVoters.voter("voter-" + number, "Iowa", number, null))
                .map(VoteCastingJobIT::registration)
                .toList());
    }

    private static ProducerRecord<byte[], byte[]> registration(Voter voter) {
        return new ProducerRecord<>(
                Topics.VOTERS,
                null,
                1_700_000_000_000L + voter.rollNumber(),
                voter.voterId().getBytes(StandardCharsets.UTF_8),
                VoterJson.write(voter));
    }

    /**
     * Waits, because a transaction is committed before the broker writes its markers, and its records become visible.
     */
    private static void awaitCommitted(int votes) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(committed(Topics.VOTES)).hasSize(votes));
    }

    private static long distinctVotes() {
        return committed(Topics.VOTES).stream()
                .map(record -> new String(record.key(), StandardCharsets.US_ASCII))
                .distinct()
                .count();
    }
}
