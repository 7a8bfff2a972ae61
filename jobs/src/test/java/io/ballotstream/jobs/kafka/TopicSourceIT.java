package io.ballotstream.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ballotstream.jobs.CollectingSink;
import io.ballotstream.jobs.JobOptions;
import io.ballotstream.jobs.JobSettings;
import io.ballotstream.jobs.ServicesTestBase;
import io.ballotstream.jobs.TestCluster;
import io.ballotstream.jobs.cast.VoteCastingJob;
import io.ballotstream.jobs.tally.TallySettings;
import io.ballotstream.jobs.tally.VoteTallyJob;
import io.ballotstream.model.Jobs;
import io.ballotstream.model.Topics;
import io.ballotstream.model.Vote;
import io.ballotstream.model.VoteId;
import io.ballotstream.model.codec.VoteJson;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tests jobs whose topic has lost records or was replaced since the restored checkpoint. */
class TopicSourceIT extends ServicesTestBase {
    @TempDir
    static Path clusterDirectory;

    @TempDir
    Path savepoints;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = TestCluster.thatRestartsJobs(2, () -> clusterDirectory);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long TIMESTAMP = 1_700_000_000_000L;

    private final CollectingSink<RawRecord> read = new CollectingSink<>();

    @Test
    void shorterVotesTopicFailsTheTallyJob() throws Exception {
        publishVotes(0, 100);
        String savepoint = stopWithSavepoint(tally(null), "SELECT sum(votes) FROM candidate_totals", 100);
        recreate(Topics.VOTES);
        publishVotes(100, 140);

        assertThatJobEnds(tally(savepoint), sentence(Topics.VOTES, 100, 0, 40));
        assertThat(rows("SELECT sum(votes) FROM candidate_totals")).containsExactly("100");
    }

    @Test
    void shorterVotersTopicFailsTheCastingJob() throws Exception {
        publishUnreadable(Topics.VOTERS, 100);
        String savepoint = stopWithSavepoint(casting(null), "SELECT count(*) FROM rejected_records", 100);
        recreate(Topics.VOTERS);
        publishUnreadable(Topics.VOTERS, 40);

        assertThatJobEnds(casting(savepoint), sentence(Topics.VOTERS, 100, 0, 40));
    }

    @Test
    void recordsDeletedBeforeTheyAreReadFailTheJob() throws Exception {
        publishUnreadable(Topics.VOTES, 100);
        String savepoint = stopReading(100);
        publishUnreadable(Topics.VOTES, 50);
        try (Admin admin = admin()) {
            admin.deleteRecords(Map.of(new TopicPartition(Topics.VOTES, 0), RecordsToDelete.beforeOffset(120)))
                    .all()
                    .get();
        }

        assertThatJobEnds(reading(savepoint), sentence(Topics.VOTES, 100, 120, 150));
        assertThat(read.elements()).hasSize(100);
    }

    @Test
    void topicThatWasDeletedAndCreatedAgainFailsTheJob() throws Exception {
        publishUnreadable(Topics.VOTES, 100);
        String savepoint = stopReading(100);
        recreate(Topics.VOTES);
        publishUnreadable(Topics.VOTES, 200);

        assertThatJobEnds(
                reading(savepoint),
                "The restored offset of votes_topic, partition 0, is 100, but the partition begins at offset 0 and ends at"
                        + " offset 200, in a topic that was deleted and created again. Restore the topic, or seed with"
                        + " --reset and start without state.");
        assertThat(read.elements()).hasSize(100);
    }

    @Test
    void grownTopicIsReadFromTheRestoredOffset() throws Exception {
        publishUnreadable(Topics.VOTES, 100);
        String savepoint = stopReading(100);
        publishUnreadable(Topics.VOTES, 50);

        JobClient job = reading(savepoint);
        try {
            await().atMost(PATIENCE).until(() -> read.elements().size() == 150);
            assertThat(read.elements().stream().map(RawRecord::offset)).doesNotHaveDuplicates();
        } finally {
            TestCluster.cancel(job);
        }
    }

    /** Without state, records that were deleted from the beginning of the topic are not needed. */
    @Test
    void jobWithoutStateStartsAtTheBeginningOffset() throws Exception {
        publishUnreadable(Topics.VOTES, 100);
        try (Admin admin = admin()) {
            admin.deleteRecords(Map.of(new TopicPartition(Topics.VOTES, 0), RecordsToDelete.beforeOffset(60)))
                    .all()
                    .get();
        }

        JobClient job = reading(null);
        try {
            await().atMost(PATIENCE).until(() -> read.elements().size() == 40);
        } finally {
            TestCluster.cancel(job);
        }
    }

    private static String sentence(String topic, long position, long beginning, long end) {
        return "The restored offset of " + topic + ", partition 0, is " + position
                + ", but the partition begins at offset "
                + beginning + " and ends at offset " + end + ". Records are lost. Restore the topic, or seed with"
                + " --reset and start without state.";
    }

    /** Asserts that the job fails with this message, although the cluster restarts failed jobs without limit. */
    private static void assertThatJobEnds(JobClient job, String sentence) throws Exception {
        try {
            assertThatThrownBy(() -> job.getJobExecutionResult().get(60, TimeUnit.SECONDS))
                    .rootCause()
                    .hasMessage(sentence);
        } finally {
            if (!job.getJobStatus().get().isGloballyTerminalState()) {
                TestCluster.cancel(job);
            }
        }
    }

    private static JobClient tally(String savepoint) throws Exception {
        StreamExecutionEnvironment environment = environment(savepoint);
        VoteTallyJob.build(environment, new JobOptions(kafka(), login(), false), TallySettings.DEFAULT);
        return environment.executeAsync(Jobs.TALLY);
    }

    private static JobClient casting(String savepoint) throws Exception {
        StreamExecutionEnvironment environment = environment(savepoint);
        VoteCastingJob.build(environment, new JobOptions(kafka(), login(), false));
        return environment.executeAsync(Jobs.CASTING);
    }

    private JobClient reading(String savepoint) throws Exception {
        StreamExecutionEnvironment environment = environment(savepoint);
        JobSettings.apply(environment);
        environment
                .fromSource(
                        TopicSource.unbounded(kafka(), Topics.VOTES, "reading", new RawRecordDeserializer()),
                        WatermarkStrategy.noWatermarks(),
                        "votes",
                        TypeInformation.of(RawRecord.class))
                .uid("votes")
                .sinkTo(read)
                .uid("read");
        return environment.executeAsync("reading");
    }

    private String stopReading(int records) throws Exception {
        JobClient job = reading(null);
        await().atMost(PATIENCE).until(() -> read.elements().size() == records);
        return stop(job);
    }

    private String stopWithSavepoint(JobClient job, String query, int expected) throws Exception {
        await().atMost(PATIENCE).until(() -> rows(query).equals(List.of(String.valueOf(expected))));
        return stop(job);
    }

    private String stop(JobClient job) throws Exception {
        return job.stopWithSavepoint(false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
                .get();
    }

    private static StreamExecutionEnvironment environment(String savepoint) {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        // With a single reader, the message is about the first partition.
        environment.setParallelism(1);
        if (savepoint != null) {
            environment.configure(new Configuration().set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint));
        }
        return environment;
    }

    private static void publishVotes(int from, int to) throws Exception {
        publish(IntStream.range(from, to)
                .mapToObj(number -> {
                    Vote vote = new Vote(new VoteId(0, number), "c1", "Ohio", TIMESTAMP + number);
                    return new ProducerRecord<>(
                            Topics.VOTES, 0, TIMESTAMP + number, vote.voteId().toAscii(), VoteJson.write(vote));
                })
                .toList());
    }

    private static void publishUnreadable(String topic, int records) throws Exception {
        publish(IntStream.range(0, records)
                .mapToObj(number -> new ProducerRecord<>(topic, 0, TIMESTAMP, new byte[0], new byte[0]))
                .toList());
    }

    private static void recreate(String topic) throws Exception {
        try (Admin admin = admin()) {
            admin.deleteTopics(List.of(topic)).all().get();
            await().atMost(PATIENCE)
                    .until(() -> !admin.listTopics().names().get().contains(topic));
            admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)
                            .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1"))))
                    .all()
                    .get();
        }
    }

    private static Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka()));
    }
}
