package io.ballotstream.cli.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ClusterOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;

/** The settings of a Flink cluster with a standby JobManager, in processes on one machine. */
final class FlinkSettings {
    private static final MemorySize FRAMEWORK = MemorySize.ofMebiBytes(128);
    private static final MemorySize TASK_HEAP = MemorySize.ofMebiBytes(256);
    private static final MemorySize NETWORK = MemorySize.ofMebiBytes(64);
    private static final MemorySize MANAGED = MemorySize.ofMebiBytes(128);

    private FlinkSettings() {}

    /**
     * The settings of jobs and processes.
     *
     * @param directory for everything that Flink writes
     * @param zookeeperPort of ZooKeeper on the loopback address
     * @param slots of each TaskManager
     */
    static Configuration of(Path directory, int zookeeperPort, int slots) {
        Configuration settings = new Configuration()
                .set(JobManagerOptions.ADDRESS, Relay.HOST)
                .set(JobManagerOptions.BIND_HOST, Relay.HOST)
                .set(TaskManagerOptions.HOST, Relay.HOST)
                .set(TaskManagerOptions.BIND_HOST, Relay.HOST)
                .set(RestOptions.ADDRESS, Relay.HOST)
                .set(RestOptions.BIND_ADDRESS, Relay.HOST)
                .set(WebOptions.SUBMIT_ENABLE, false)
                .set(WebOptions.CANCEL_ENABLE, false)
                .set(WebOptions.TMP_DIR, directory.resolve("web").toString())
                .set(CoreOptions.TMP_DIRS, directory.resolve("tmp").toString())
                .set(
                        ClusterOptions.PROCESS_WORKING_DIR_BASE,
                        directory.resolve("work").toString())
                .set(
                        BlobServerOptions.STORAGE_DIRECTORY,
                        directory.resolve("blobs").toString())
                .set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofSeconds(1));
        addTaskManager(settings, slots);
        addCheckpoints(settings, directory);
        addRecovery(settings);
        return settings.set(HighAvailabilityOptions.HA_MODE, "zookeeper")
                .set(HighAvailabilityOptions.HA_ZOOKEEPER_QUORUM, Relay.HOST + ":" + zookeeperPort)
                .set(HighAvailabilityOptions.HA_CLUSTER_ID, "/ballotstream")
                .set(
                        HighAvailabilityOptions.HA_STORAGE_PATH,
                        directory.resolve("ha").toUri().toString())
                // A shorter session would expire while ZooKeeper itself is down, and two JobManagers might lead for a
                // while.
                .set(HighAvailabilityOptions.ZOOKEEPER_SESSION_TIMEOUT, Duration.ofSeconds(10))
                .set(HighAvailabilityOptions.ZOOKEEPER_CONNECTION_TIMEOUT, Duration.ofSeconds(2))
                // The wait doubles with each retry, so it starts short: otherwise it would outlast the outage.
                .set(HighAvailabilityOptions.ZOOKEEPER_RETRY_WAIT, Duration.ofMillis(100))
                .set(HighAvailabilityOptions.ZOOKEEPER_MAX_RETRY_ATTEMPTS, 12)
                .set(HighAvailabilityOptions.ZOOKEEPER_TOLERATE_SUSPENDED_CONNECTIONS, true)
                .set(SecurityOptions.ZOOKEEPER_SASL_DISABLE, true);
    }

    /** Sets a TaskManager's memory, which Flink's start scripts would compute. */
    private static void addTaskManager(Configuration settings, int slots) {
        settings.set(TaskManagerOptions.NUM_TASK_SLOTS, slots)
                .set(
                        TaskManagerOptions.TASK_MANAGER_LOAD_BALANCE_MODE,
                        TaskManagerOptions.TaskManagerLoadBalanceMode.SLOTS)
                .set(TaskManagerOptions.CPU_CORES, (double) slots)
                .set(TaskManagerOptions.FRAMEWORK_HEAP_MEMORY, FRAMEWORK)
                .set(TaskManagerOptions.FRAMEWORK_OFF_HEAP_MEMORY, FRAMEWORK)
                .set(TaskManagerOptions.JVM_METASPACE, FRAMEWORK)
                .set(TaskManagerOptions.JVM_OVERHEAD_MIN, FRAMEWORK)
                .set(TaskManagerOptions.JVM_OVERHEAD_MAX, FRAMEWORK)
                .set(TaskManagerOptions.TASK_HEAP_MEMORY, TASK_HEAP)
                .set(TaskManagerOptions.TASK_OFF_HEAP_MEMORY, MemorySize.ZERO)
                .set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK)
                .set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK)
                .set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED);
    }

    private static void addCheckpoints(Configuration settings, Path directory) {
        settings.set(StateBackendOptions.STATE_BACKEND, "rocksdb")
                .set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true)
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500))
                .set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, Duration.ofMillis(100))
                .set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem")
                .set(
                        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                        checkpoints(directory).toUri().toString())
                .set(
                        CheckpointingOptions.SAVEPOINT_DIRECTORY,
                        directory.resolve("savepoints").toUri().toString())
                .set(
                        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION)
                .set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 3)
                .set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 10);
    }

    /** The directory of the checkpoints of all jobs. */
    static Path checkpoints(Path directory) {
        return directory.resolve("checkpoints");
    }

    private static void addRecovery(Configuration settings) {
        settings.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofMillis(500))
                .set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, Duration.ofSeconds(5))
                .set(HeartbeatManagerOptions.HEARTBEAT_RPC_FAILURE_THRESHOLD, 1)
                .set(ClusterOptions.MAX_REGISTRATION_TIMEOUT, Duration.ofSeconds(2))
                .set(ClusterOptions.ERROR_REGISTRATION_DELAY, Duration.ofMillis(500))
                .set(ClusterOptions.REFUSED_REGISTRATION_DELAY, Duration.ofSeconds(1))
                .set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay")
                .set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofMillis(200))
                .set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(1))
                .set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_BACKOFF_MULTIPLIER, 1.5)
                .set(
                        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
                        Duration.ofSeconds(10));
    }

    /** Writes the settings to {@code config.yaml}, the file that Flink's processes read. */
    static void write(Configuration settings, Path directory) throws IOException {
        Map<String, String> lines = new TreeMap<>(settings.toMap());
        Files.writeString(
                directory.resolve("config.yaml"),
                lines.entrySet().stream()
                        .map(setting ->
                                setting.getKey() + ": '" + setting.getValue().replace("'", "''") + "'\n")
                        .collect(Collectors.joining()));
    }
}
