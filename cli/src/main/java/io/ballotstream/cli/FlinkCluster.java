package io.ballotstream.cli;

import io.ballotstream.model.Jobs;
import io.ballotstream.model.ServiceFailedException;
import java.io.Closeable;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.changelog.fs.FsStateChangelogOptions;
import org.apache.flink.client.program.MiniClusterClient;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ClusterOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateChangelogOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Flink cluster in this process. Its web interface is on a free port of the loopback address.
 *
 * <p>Checkpoints are exactly-once, twice per second, in the run directory. The casting job takes them more often, because
 * each commits votes, which the tally waits for. Its state contains every voter, so a checkpoint of it only writes the
 * changes to a changelog. A failed job restarts from the newest
 * checkpoint with backoff. After {@value #RESTARTS} restarts without a minute between two of them, the job fails.
 */
public final class FlinkCluster implements Closeable {
    static final int RESTARTS = 8;

    private static final Logger LOG = LoggerFactory.getLogger(FlinkCluster.class);

    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofMillis(500);
    private static final Duration CASTING_CHECKPOINT_INTERVAL = Duration.ofMillis(150);
    /** The interval at which the casting job writes its whole state, and starts a new changelog. */
    private static final Duration MATERIALIZATION_INTERVAL = Duration.ofMinutes(3);
    /** Leaves time for the votes if a checkpoint takes long. */
    private static final Duration PAUSE_BETWEEN_CHECKPOINTS = Duration.ofMillis(75);

    private static final MemorySize NETWORK_BASE = MemorySize.ofMebiBytes(64);
    private static final MemorySize NETWORK_PER_SLOT = MemorySize.ofMebiBytes(8);
    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(20);

    private final Configuration configuration;
    private final MiniCluster cluster;
    private final MiniClusterClient client;
    private final URI webInterface;

    private FlinkCluster(Configuration configuration, MiniCluster cluster, URI webInterface) {
        this.configuration = configuration;
        this.cluster = cluster;
        this.client = new MiniClusterClient(configuration, cluster);
        this.webInterface = webInterface;
    }

    /**
     * Starts a cluster that accepts jobs when this returns.
     *
     * @param directory for all files of Flink
     * @param log shown by the web interface
     * @param slots for the parallel subtasks of all jobs
     * @throws ServiceFailedException if it does not start
     */
    static FlinkCluster start(Path directory, Path log, int slots) throws InterruptedException {
        Configuration configuration = configuration(directory, log, slots);
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
        try {
            cluster.start();
            return new FlinkCluster(
                    configuration, cluster, cluster.getRestAddress().get());
        } catch (InterruptedException interrupted) {
            cluster.closeAsync();
            throw interrupted;
        } catch (Exception failure) {
            cluster.closeAsync();
            throw new ServiceFailedException("Flink cannot be started: " + RootCause.sentence(failure), failure);
        }
    }

    private static Configuration configuration(Path directory, Path log, int slots) {
        return new Configuration()
                .set(JobManagerOptions.ADDRESS, LOOPBACK)
                .set(JobManagerOptions.BIND_HOST, LOOPBACK)
                .set(TaskManagerOptions.HOST, LOOPBACK)
                .set(TaskManagerOptions.BIND_HOST, LOOPBACK)
                .set(RestOptions.ADDRESS, LOOPBACK)
                .set(RestOptions.BIND_ADDRESS, LOOPBACK)
                .set(RestOptions.BIND_PORT, "0")
                // The gate on the class path refuses such requests. These settings hide their buttons.
                .set(WebOptions.SUBMIT_ENABLE, false)
                .set(WebOptions.CANCEL_ENABLE, false)
                .set(WebOptions.TMP_DIR, directory.resolve("web").toString())
                .set(WebOptions.LOG_PATH, log.toString())
                .set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofSeconds(1))
                .set(CoreOptions.TMP_DIRS, directory.resolve("tmp").toString())
                .set(
                        ClusterOptions.PROCESS_WORKING_DIR_BASE,
                        directory.resolve("work").toString())
                .set(
                        BlobServerOptions.STORAGE_DIRECTORY,
                        directory.resolve("blobs").toString())
                .set(TaskManagerOptions.NETWORK_MEMORY_MIN, networkMemory(slots))
                .set(TaskManagerOptions.NETWORK_MEMORY_MAX, networkMemory(slots))
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_INTERVAL)
                .set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, PAUSE_BETWEEN_CHECKPOINTS)
                .set(
                        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                        directory.resolve("checkpoints").toUri().toString())
                .set(StateChangelogOptions.STATE_CHANGE_LOG_STORAGE, "filesystem")
                .set(
                        FsStateChangelogOptions.BASE_PATH,
                        directory.resolve("changelog").toUri().toString())
                // Checkpoints are short, so a change is written at once, instead of together with others.
                .set(FsStateChangelogOptions.PERSIST_DELAY, Duration.ZERO)
                .set(StateChangelogOptions.PERIODIC_MATERIALIZATION_INTERVAL, MATERIALIZATION_INTERVAL)
                .set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay")
                .set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofMillis(200))
                .set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(5))
                .set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_BACKOFF_MULTIPLIER, 2.0)
                .set(
                        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
                        Duration.ofMinutes(1))
                .set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, RESTARTS);
    }

    private static MemorySize networkMemory(int slots) {
        return NETWORK_BASE.add(NETWORK_PER_SLOT.multiply(slots));
    }

    /** The URL of the web interface. */
    URI webInterface() {
        return webInterface;
    }

    /**
     * An environment for building a job, with the settings of the cluster.
     *
     * @param job its name
     * @param parallelism of the job
     * @return a new environment
     */
    public StreamExecutionEnvironment environment(String job, int parallelism) {
        Configuration settings = new Configuration(configuration);
        if (job.equals(Jobs.CASTING)) {
            settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CASTING_CHECKPOINT_INTERVAL)
                    .set(StateChangelogOptions.ENABLE_STATE_CHANGE_LOG, true);
        }
        return new StreamExecutionEnvironment(settings).setParallelism(parallelism);
    }

    /**
     * Submits the job that was built in the environment.
     *
     * @param name of the job
     * @param environment from {@link #environment(String, int)}
     * @return the job, which may not run yet
     * @throws ServiceFailedException if Flink rejects it
     * @throws InterruptedException if the thread is interrupted while it waits for Flink
     */
    public RunningJob submit(String name, StreamExecutionEnvironment environment) throws InterruptedException {
        StreamGraph graph = environment.getStreamGraph();
        graph.setJobName(name);
        try {
            JobID id = client.submitJob(graph).get();
            return new RunningJob(name, client.requestJobResult(id), () -> client.cancel(id));
        } catch (ExecutionException failure) {
            throw new ServiceFailedException(
                    "Flink rejected the job " + name + ": " + RootCause.sentence(failure), failure);
        }
    }

    /**
     * The size of the newest checkpoints of all running jobs.
     *
     * @return bytes; 0 for a job without a checkpoint
     * @throws ServiceFailedException if Flink does not answer
     * @throws InterruptedException if the thread is interrupted while it waits for Flink
     */
    public long checkpointBytes() throws InterruptedException {
        try {
            long bytes = 0;
            for (JobStatusMessage job : client.listJobs().get()) {
                if (!job.getJobState().isGloballyTerminalState()) {
                    bytes += checkpointBytes(job.getJobId());
                }
            }
            return bytes;
        } catch (ExecutionException failure) {
            throw new ServiceFailedException(
                    "Flink does not tell its checkpoints: " + RootCause.sentence(failure), failure);
        }
    }

    private long checkpointBytes(JobID job) throws ExecutionException, InterruptedException {
        CompletedCheckpointStats newest = cluster.getExecutionGraph(job)
                .get()
                .getCheckpointStatsSnapshot()
                .getHistory()
                .getLatestCompletedCheckpoint();
        return newest == null ? 0 : newest.getStateSize();
    }

    /** Stops all jobs and the cluster without savepoints. Threads that do not stop in time end with the process. */
    @Override
    public void close() {
        client.close();
        try {
            cluster.closeAsync().get(PATIENCE_AT_STOP.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException failure) {
            LOG.warn("Flink did not stop in time.", failure);
        }
    }
}
