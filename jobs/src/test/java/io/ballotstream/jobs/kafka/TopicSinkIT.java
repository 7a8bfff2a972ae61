package io.ballotstream.jobs.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ballotstream.jobs.JobSettings;
import io.ballotstream.jobs.ServicesTestBase;
import io.ballotstream.jobs.TestCluster;
import io.ballotstream.model.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.internal.FlinkKafkaInternalProducer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tests the transactions of a job that copies one topic to another. */
class TopicSinkIT extends ServicesTestBase {
    private static final String RECORD_OF_DEAD_ATTEMPT = "dead attempt";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final InMemoryReporter METRICS = InMemoryReporter.createWithRetainedMetrics();

    /** The last epoch of a producer id. */
    private static final short LAST_EPOCH = Short.MAX_VALUE - 1;

    private static int jobs;

    @TempDir
    static Path clusterDirectory;

    @TempDir
    Path savepoints;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = TestCluster.of(
            2,
            METRICS.addToConfiguration(new Configuration()
                    .set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay")
                    .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE)
                    .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100))),
            () -> clusterDirectory);

    /** Unique per test, because Kafka keeps transactional ids while the tests run. */
    private final String job = "copy-" + jobs++;

    private final List<JobClient> started = new ArrayList<>();
    private int published;

    @AfterEach
    void cancelJobs() throws Exception {
        for (JobClient client : started) {
            if (!client.getJobStatus().get().isGloballyTerminalState()) {
                TestCluster.cancel(client);
            }
        }
    }

    @Test
    void pendingTransactionsOfRestoredStateAreCommitted() throws Exception {
        JobClient first = start(2, null);
        publishToBothPartitions();
        String savepoint = savepoint(first);
        TestCluster.cancel(first);
        assertThat(committed(Topics.VOTES)).isEmpty();
        assertThat(openTransactions()).hasSize(2);

        start(1, savepoint);

        await().atMost(PATIENCE).untilAsserted(this::assertThatCopyIsExact);
    }

    @Test
    void transactionsCommittedBeforeTheRestartAreAccepted(@InjectMiniCluster MiniCluster cluster) throws Exception {
        String savepoint = committedSavepoint(cluster);

        JobClient second = start(1, savepoint);
        publishToBothPartitions();
        checkpoint(cluster, second);

        await().atMost(PATIENCE).untilAsserted(this::assertThatCopyIsExact);
        assertThat(lostTransactions(second)).isZero();
    }

    /**
     * FLINK-40626: a dead attempt has used the ids of restored transactions again, one of them in a removed subtask.
     */
    @Test
    void transactionsOfADeadAttemptWithRestoredIdsAreAborted(@InjectMiniCluster MiniCluster cluster) throws Exception {
        String savepoint = committedSavepoint(cluster);
        leaveTransactionOpen(id(0), 0);
        leaveTransactionOpen(id(1), 1);

        JobClient second = start(1, savepoint);
        publishToBothPartitions();
        checkpoint(cluster, second);

        await().atMost(PATIENCE).untilAsserted(this::assertThatCopyIsExact);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(openTransactions()).doesNotContain(id(0), id(1)));
        assertThat(written(Topics.VOTES).stream().map(TopicSinkIT::value))
                .filteredOn(RECORD_OF_DEAD_ATTEMPT::equals)
                .hasSize(2);
    }

    /** FLINK-40689: the transactional id has a new producer id, which does not know the restored transaction. */
    @Test
    @Tag("slow")
    void restartAcceptsACommittedTransactionOfTheLastEpoch(@InjectMiniCluster MiniCluster cluster) throws Exception {
        useUpEpochs(id(0));
        JobClient first = start(1, null);
        publishToBothPartitions();
        assertThat(producerEpoch(id(0))).isEqualTo(LAST_EPOCH);
        String savepoint = savepoint(first);
        checkpoint(cluster, first);
        await().atMost(PATIENCE).untilAsserted(this::assertThatCopyIsExact);
        TestCluster.cancel(first);

        JobClient second = start(1, savepoint);
        publishToBothPartitions();
        checkpoint(cluster, second);

        await().atMost(PATIENCE).untilAsserted(this::assertThatCopyIsExact);
        assertThat(TestCluster.restarts(cluster, second)).isZero();
    }

    @Test
    @Tag("slow")
    void restartCommitsAnOpenTransactionOfTheLastEpoch() throws Exception {
        useUpEpochs(id(0));
        JobClient first = start(1, null);
        publishToBothPartitions();
        assertThat(producerEpoch(id(0))).isEqualTo(LAST_EPOCH);
        String savepoint = savepoint(first);
        TestCluster.cancel(first);

        start(1, savepoint);

        await().atMost(PATIENCE).untilAsserted(this::assertThatCopyIsExact);
    }

    /** The records are not part of a checkpoint, so the job restarts and its source reads them again. */
    @Test
    void transactionAbortedBeforeItsCheckpointIsWrittenAgain(@InjectMiniCluster MiniCluster cluster) throws Exception {
        JobClient client = start(1, null);
        publishToBothPartitions();
        abort(id(0));
        checkpoint(cluster, client);

        // The completed checkpoint is one of the restarted job, which may have read nothing before it.
        await().atMost(PATIENCE).until(() -> written(Topics.VOTES).size() == 2 * published);
        checkpoint(cluster, client);
        await().atMost(PATIENCE).untilAsserted(this::assertThatCopyIsExact);
        assertThat(TestCluster.restarts(cluster, client)).isPositive();
    }

    @Test
    void transactionAbortedBeforeItsCommitFailsTheJob(@InjectMiniCluster MiniCluster cluster) throws Exception {
        JobClient client = start(1, null);
        publishToBothPartitions();
        savepoint(client);
        abort(id(0));
        checkpoint(cluster, client);

        assertThatJobEnds(client, "Kafka did not commit the transaction " + id(0) + " of votes_topic (");
        assertThat(lostTransactions(client)).isEqualTo(1);
        assertThat(committed(Topics.VOTES)).isEmpty();
    }

    @Test
    void transactionAbortedBeforeTheRestartFailsTheJob(@InjectMiniCluster MiniCluster cluster) throws Exception {
        JobClient first = start(2, null);
        publishToBothPartitions();
        String savepoint = savepoint(first);
        TestCluster.cancel(first);
        abort(id(0));

        JobClient second = start(1, savepoint);
        checkpoint(cluster, second);

        assertThatJobEnds(
                second,
                "The transaction " + id(0) + " of the restored state was not committed: votes_topic, partition ");
        assertThat(lostTransactions(second)).isEqualTo(1);
    }

    @Test
    void stateOlderThanTheTopicIsRefusedWithAnyParallelism(@InjectMiniCluster MiniCluster cluster) throws Exception {
        JobClient first = start(2, null);
        publishToBothPartitions();
        String savepoint = savepoint(first);
        publishToBothPartitions();
        checkpoint(cluster, first);
        await().atMost(PATIENCE).untilAsserted(this::assertThatCopyIsExact);
        TestCluster.cancel(first);

        for (int parallelism = 1; parallelism <= 2; parallelism++) {
            JobClient second = start(parallelism, savepoint);
            assertThatThrownBy(() -> second.getJobExecutionResult().get(60, TimeUnit.SECONDS))
                    .rootCause()
                    .hasMessage(
                            "The restored state of " + job + " is older than its output votes_topic: the"
                                    + " state is from checkpoint 1, but the topic contains records that were written after"
                                    + " checkpoint 1. Start the job from its newest checkpoint or savepoint, or seed with --reset.");
        }
        assertThatCopyIsExact();
    }

    /** Does what a broker does when a transaction times out. */
    private static void abort(String transactionalId) throws Exception {
        try (Admin admin = admin()) {
            admin.fenceProducers(List.of(transactionalId)).all().get();
        }
    }

    /** A savepoint of a job with two subtasks, whose pending transactions were committed after the savepoint. */
    private String committedSavepoint(MiniCluster cluster) throws Exception {
        JobClient first = start(2, null);
        publishToBothPartitions();
        String savepoint = savepoint(first);
        checkpoint(cluster, first);
        await().atMost(PATIENCE).untilAsserted(this::assertThatCopyIsExact);
        TestCluster.cancel(first);
        return savepoint;
    }

    /** Leaves an open transaction behind, like a killed TaskManager that has used the id again after the checkpoint. */
    private static void leaveTransactionOpen(String transactionalId, int partition) throws Exception {
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(producerOf(transactionalId), new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(Topics.VOTES, partition, null, RECORD_OF_DEAD_ATTEMPT.getBytes(UTF_8)))
                .get();
        producer.close(Duration.ZERO);
    }

    /** Increases the epoch of the id until only one is left. */
    private static void useUpEpochs(String transactionalId) {
        Properties properties = new Properties();
        properties.putAll(producerOf(transactionalId));
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        try (FlinkKafkaInternalProducer<byte[], byte[]> producer =
                new FlinkKafkaInternalProducer<>(properties, transactionalId)) {
            producer.initTransactions();
            while (producer.getEpoch() < LAST_EPOCH - 1) {
                producer.setTransactionId(transactionalId);
                producer.initTransactions();
            }
        }
    }

    private static Map<String, Object> producerOf(String transactionalId) {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka(),
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                transactionalId,
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                (int) TopicSink.TRANSACTION_TIMEOUT.toMillis());
    }

    private static int producerEpoch(String transactionalId) throws Exception {
        try (Admin admin = admin()) {
            return admin.describeTransactions(List.of(transactionalId))
                    .description(transactionalId)
                    .get()
                    .producerEpoch();
        }
    }

    private List<String> openTransactions() throws Exception {
        try (Admin admin = admin()) {
            Collection<TransactionListing> open = admin.listTransactions(
                            new ListTransactionsOptions().filterStates(List.of(TransactionState.ONGOING)))
                    .all()
                    .get();
            return open.stream()
                    .map(TransactionListing::transactionalId)
                    .filter(id -> id.startsWith(job))
                    .toList();
        }
    }

    /** The id of the first transaction of a subtask. */
    private String id(int subtask) {
        return job + "-" + Topics.VOTES + "-" + subtask + "-0";
    }

    private void assertThatCopyIsExact() {
        assertThat(committed(Topics.VOTES).stream().map(TopicSinkIT::value))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, published).mapToObj(String::valueOf).toList());
    }

    private static String value(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.value(), UTF_8);
    }

    /** Publishes ten records to each partition, and waits until they are copied, committed or not. */
    private void publishToBothPartitions() throws Exception {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        int before = written(Topics.VOTES).size();
        for (int record = 0; record < 20; record++) {
            records.add(new ProducerRecord<>(
                    Topics.VOTERS,
                    record % PARTITIONS,
                    null,
                    String.valueOf(published++).getBytes(UTF_8)));
        }
        publish(records);
        await().atMost(PATIENCE).until(() -> written(Topics.VOTES).size() == before + records.size());
    }

    private JobClient start(int parallelism, String savepoint) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(parallelism);
        environment.enableCheckpointing(Duration.ofDays(1_000).toMillis());
        if (savepoint != null) {
            environment.configure(new Configuration().set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint));
        }
        JobSettings.apply(environment);
        environment
                .fromSource(
                        TopicSource.unbounded(kafka(), Topics.VOTERS, job, new RawRecordDeserializer()),
                        WatermarkStrategy.noWatermarks(),
                        "voters",
                        TypeInformation.of(RawRecord.class))
                .uid("voters")
                .sinkTo(TopicSink.exactlyOnce(kafka(), job, Topics.VOTES, new Copy()))
                .uid("votes")
                .name("votes");
        JobClient client = environment.executeAsync(job);
        started.add(client);
        return client;
    }

    /** Writes each record to the partition with its number. */
    private static final class Copy implements KafkaRecordSerializationSchema<RawRecord> {
        @Override
        public ProducerRecord<byte[], byte[]> serialize(RawRecord record, KafkaSinkContext context, Long timestamp) {
            return new ProducerRecord<>(Topics.VOTES, record.partition(), null, record.value());
        }
    }

    /** Takes a savepoint. It contains pending transactions, because a savepoint commits nothing. */
    private String savepoint(JobClient client) throws Exception {
        return client.triggerSavepoint(savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
                .get();
    }

    /** Takes a checkpoint as soon as all tasks run, unless the job fails meanwhile. */
    private static void checkpoint(MiniCluster cluster, JobClient client) {
        await().atMost(PATIENCE)
                .ignoreException(ExecutionException.class)
                .until(() -> client.getJobStatus().get() == JobStatus.FAILED
                        || cluster.triggerCheckpoint(client.getJobID()).get() != null);
    }

    private static void assertThatJobEnds(JobClient client, String sentence) {
        assertThatThrownBy(() -> client.getJobExecutionResult().get(60, TimeUnit.SECONDS))
                .hasStackTraceContaining("BrokenTopicException: " + sentence)
                .hasStackTraceContaining("Its records are missing from the topic");
    }

    private static long lostTransactions(JobClient client) {
        return METRICS.findMetrics(client.getJobID(), "lostTransactions").values().stream()
                .mapToLong(metric -> ((Counter) metric).getCount())
                .sum();
    }

    private static Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka()));
    }
}
