package io.ballotstream.jobs;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.flink.configuration.ClusterOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.executiongraph.AccessExecutionJobVertex;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;

/** Creates a Flink cluster for a test class. It has one TaskManager, and all its files are in a temporary directory. */
public final class TestCluster {
    private TestCluster() {}

    /** A cluster that restarts failed jobs immediately and without limit. */
    public static MiniClusterExtension thatRestartsJobs(int slots, Supplier<Path> directory) {
        return of(
                slots,
                new Configuration()
                        .set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay")
                        .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE)
                        .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100)),
                directory);
    }

    /**
     * A cluster with additional settings.
     *
     * @param directory called when the cluster starts
     */
    public static MiniClusterExtension of(int slots, Configuration configuration, Supplier<Path> directory) {
        return new MiniClusterExtension(() -> {
            String files = directory.get().toString();
            return new MiniClusterResourceConfiguration.Builder()
                    .setNumberTaskManagers(1)
                    .setNumberSlotsPerTaskManager(slots)
                    .setConfiguration(new Configuration(configuration)
                            .set(CoreOptions.TMP_DIRS, files)
                            .set(WebOptions.TMP_DIR, files)
                            .set(ClusterOptions.PROCESS_WORKING_DIR_BASE, files))
                    .build();
        });
    }

    /** Cancels a job, and waits until it has ended. */
    public static void cancel(JobClient job) throws Exception {
        job.cancel().get();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> job.getJobStatus().get().isGloballyTerminalState());
    }

    /** The number of restarts of the job. */
    public static int restarts(MiniCluster cluster, JobClient job) throws Exception {
        int restarts = 0;
        for (AccessExecutionJobVertex vertex :
                cluster.getExecutionGraph(job.getJobID()).get().getVerticesTopologically()) {
            restarts = Math.max(
                    restarts,
                    vertex.getTaskVertices()[0].getCurrentExecutionAttempt().getAttemptNumber());
        }
        return restarts;
    }
}
