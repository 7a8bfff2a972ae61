package io.ballotstream.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballotstream.audit.Audit;
import io.ballotstream.audit.AuditReport;
import io.ballotstream.audit.Comparison;
import io.ballotstream.model.Jobs;
import io.ballotstream.model.Topics;
import io.ballotstream.seeder.plan.Example;
import io.ballotstream.store.PostgresAddress;
import io.ballotstream.testing.TestBroker;
import io.ballotstream.testing.TestDatabase;
import io.ballotstream.testing.TopicRecording;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.client.program.PackagedProgramUtils;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ClusterOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plants one fault after the other into the pipeline, and requires that the expected rule and comparison fail. A
 * control without a fault at each stage shows that nothing else makes the rule fail.
 */
@Tag("slow")
class PlantedFaultsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> MODULES = List.of("model", "results", "store", "seeder", "jobs");
    private static final int PARTS = 3;

    @TempDir
    static Path directory;

    private static TestDatabase database;
    private static MiniCluster cluster;
    private static int taskManager;
    private static TopicRecording voters;
    private static TopicRecording votes;

    @BeforeAll
    static void start() throws Exception {
        database = TestDatabase.migrated("faults");
        TestBroker.recreateTopics(FaultyPipeline.PARTITIONS);
        String files = directory.toString();
        cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(1)
                .setConfiguration(new Configuration()
                        .set(CoreOptions.TMP_DIRS, files)
                        .set(WebOptions.TMP_DIR, files)
                        .set(RestOptions.BIND_PORT, "0")
                        .set(ClusterOptions.PROCESS_WORKING_DIR_BASE, files)
                        .set(CoreOptions.CHECK_LEAKED_CLASSLOADER, false)
                        .set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay")
                        .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 100)
                        .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100)))
                .build());
        cluster.start();
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    @TestFactory
    Stream<DynamicTest> everyFaultIsFoundByItsRule() {
        List<DynamicTest> tests = new ArrayList<>();
        tests.add(DynamicTest.dynamicTest("an election without a fault passes", this::electionWithoutAFaultPasses));
        for (Stage stage : Stage.values()) {
            List<PlantedFault> faults = PlantedFaults.ALL.stream()
                    .filter(fault -> fault.stage() == stage)
                    .toList();
            if (stage != Stage.TALLY && stage != Stage.SEEDING) {
                tests.add(DynamicTest.dynamicTest(stage + " without a fault", () -> {
                    Set<String> failing = failing(run(stage, classes(null)));
                    assertThat(failing)
                            .doesNotContainAnyElementsOf(faults.stream()
                                    .map(PlantedFaultsIT::expected)
                                    .toList());
                }));
            }
            for (PlantedFault fault : faults) {
                tests.add(DynamicTest.dynamicTest(
                        fault.title(),
                        () -> assertThat(failing(run(stage, classes(fault)))).contains(expected(fault))));
            }
        }
        return tests.stream();
    }

    private void electionWithoutAFaultPasses() throws Exception {
        AuditReport report = run(Stage.SEEDING, classes(null));
        assertThat(report.verdictLine()).isEqualTo("AUDIT PASS");
        voters = TopicRecording.of(Topics.VOTERS);
        votes = TopicRecording.of(Topics.VOTES);
    }

    private static String expected(PlantedFault fault) {
        return fault.rule() + ": " + fault.where();
    }

    /** The failed rules, each with the left name of the failed comparison. */
    private static Set<String> failing(AuditReport report) {
        return report.rules().stream()
                .flatMap(rule -> rule.comparisons().stream()
                        .filter(comparison -> !comparison.holds())
                        .map(Comparison::leftName)
                        .map(where -> rule.rule() + ": " + where))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The classes of the pipeline, changed ones first. */
    private static List<URL> classes(PlantedFault fault) throws Exception {
        Path changed = Files.createTempDirectory(directory, "fault");
        if (fault != null) {
            fault.compileInto(changed);
        }
        List<URL> classes = new ArrayList<>(List.of(changed.toUri().toURL()));
        for (String module : MODULES) {
            classes.add(PlantedFault.PROJECT
                    .resolve(module)
                    .resolve("target/classes")
                    .toUri()
                    .toURL());
        }
        classes.add(
                PlantedFault.PROJECT.resolve("cli/target/test-classes").toUri().toURL());
        return classes;
    }

    private static AuditReport run(Stage stage, List<URL> classes) throws Exception {
        switch (stage) {
            case SEEDING -> {
                database.truncate();
                try (PackagedProgram seed = program(classes, "seed", database.owner(), true)) {
                    seed.invokeInteractiveModeForExecution();
                }
                runToTheEnd(classes, Jobs.CASTING);
                runToTheEnd(classes, Jobs.TALLY);
            }
            case TALLY, TALLY_IN_PARTS, TALLY_RESTARTED -> {
                forgetTally();
                if (stage.isInParts()) {
                    recreate(Topics.VOTES);
                    runInParts(classes, Jobs.TALLY, stage.isRestarted());
                } else {
                    runToTheEnd(classes, Jobs.TALLY);
                }
            }
            default -> {
                forgetTally();
                database.execute("TRUNCATE votes, rejected_records");
                recreate(Topics.VOTES);
                if (stage.isInParts()) {
                    recreate(Topics.VOTERS);
                    runInParts(classes, Jobs.CASTING, stage.isRestarted());
                } else {
                    runToTheEnd(classes, Jobs.CASTING);
                }
            }
        }
        TestBroker.awaitMarkers();
        return new Audit(database.owner(), TestBroker.address(), Optional.of(Example.US_2020.results())).run();
    }

    private static void forgetTally() throws Exception {
        database.execute(
                "TRUNCATE candidate_totals, location_totals, party_totals, votes_per_candidate, turnout_by_location,"
                        + " votes_per_party, late_votes, job_runs",
                "DELETE FROM rejected_records WHERE topic = '" + Topics.VOTES + "'");
        recreate(Topics.CANDIDATE_RESULTS, Topics.LOCATION_RESULTS, Topics.PARTY_RESULTS);
    }

    private static PackagedProgram program(List<URL> classes, String step, PostgresAddress login, boolean bounded)
            throws Exception {
        return PackagedProgram.newBuilder()
                .setEntryPointClassName(FaultyPipeline.class.getName())
                .setUserClassPaths(classes)
                .setArguments(
                        step,
                        TestBroker.address(),
                        login.jdbcUrl(),
                        login.user(),
                        login.password(),
                        String.valueOf(bounded))
                .build();
    }

    private static JobID submit(List<URL> classes, String job, boolean bounded) throws Exception {
        Configuration configuration = new Configuration()
                .set(
                        CheckpointingOptions.CHECKPOINTING_INTERVAL,
                        bounded ? Duration.ofMillis(200) : Duration.ofHours(1));
        try (PackagedProgram program = program(classes, job, database.writer(), bounded)) {
            JobGraph graph = PackagedProgramUtils.createJobGraph(program, configuration, 1, false);
            return cluster.submitJob(graph).get().getJobID();
        }
    }

    private static void runToTheEnd(List<URL> classes, String job) throws Exception {
        awaitEnd(submit(classes, job, true));
    }

    /** Waits for the end of the job. Cancels a job that does not end, so that it frees its slots. */
    private static void awaitEnd(JobID id) throws Exception {
        try {
            cluster.requestJobResult(id)
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .toJobExecutionResult(PlantedFaultsIT.class.getClassLoader());
        } catch (TimeoutException e) {
            cluster.cancelJob(id).get();
            throw e;
        }
    }

    private static void runInParts(List<URL> classes, String job, boolean restart) throws Exception {
        boolean casts = job.equals(Jobs.CASTING);
        (casts ? voters : votes).publish(0, PARTS);
        JobID id = submit(classes, job, false);
        try {
            feed(id, job, casts ? Topics.VOTERS : Topics.VOTES, restart);
            cluster.stopWithSavepoint(
                            id, directory.resolve("savepoints").toUri().toString(), true, SavepointFormatType.CANONICAL)
                    .get();
        } catch (ConditionTimeoutException e) {
            cluster.cancelJob(id).get();
            throw e;
        }
        awaitEnd(id);
    }

    /**
     * Each part is published when the previous one has been read or, before a restart, written but not checkpointed.
     */
    private static void feed(JobID id, String job, String topic, boolean restart) throws Exception {
        TopicRecording records = topic.equals(Topics.VOTERS) ? voters : votes;
        String written = topic.equals(Topics.VOTERS)
                ? "SELECT count(*) FROM votes"
                : "SELECT coalesce(sum(votes), 0)::bigint FROM location_totals";
        checkpointAllRead(id, job, topic);
        // By then windows of the first part are closed.
        await().atMost(PATIENCE).until(() -> database.number(written) > 0);
        long before = database.number(written);
        records.publish(1, PARTS);
        if (restart) {
            await().atMost(PATIENCE).until(() -> database.number(written) > before);
            cluster.terminateTaskManager(taskManager++).get();
            records.publish(2, PARTS);
            cluster.startTaskManager();
        } else {
            checkpointAllRead(id, job, topic);
            records.publish(2, PARTS);
        }
        checkpointAllRead(id, job, topic);
    }

    /** Triggers checkpoints until one covers all records of the topic. */
    private static void checkpointAllRead(JobID id, String job, String topic) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            cluster.triggerCheckpoint(id).get();
            return TestBroker.hasReadAll(job, topic, FaultyPipeline.PARTITIONS);
        });
    }

    private static void recreate(String... topics) throws Exception {
        TestBroker.recreateTopics(FaultyPipeline.PARTITIONS, List.of(topics));
    }
}
