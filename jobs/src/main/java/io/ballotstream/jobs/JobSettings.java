package io.ballotstream.jobs;

import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The Flink settings that both jobs need, on any cluster. State backend, restart strategy and checkpointing options are
 * configured on the cluster.
 */
public final class JobSettings {
    /**
     * The number of key groups, and the maximum number of subtasks. A job restored from a savepoint cannot change it.
     */
    public static final int MAX_PARALLELISM = 128;

    private static final long CHECKPOINT_INTERVAL_MS = 500;

    private JobSettings() {}

    /**
     * Applies all settings.
     *
     * @param environment the job's environment
     * @param job the job's name
     */
    public static void apply(StreamExecutionEnvironment environment, String job) {
        apply(environment);
        // The directory of retained checkpoints has the job's name, regardless of how the job was submitted.
        environment
                .getConfiguration()
                .getOptional(CheckpointingOptions.CHECKPOINTS_DIRECTORY)
                .ifPresent(parent -> environment.configure(
                        new Configuration().set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, parent + "/" + job)));
    }

    /**
     * Applies the settings that do not depend on the job.
     *
     * @param environment the job's environment
     */
    public static void apply(StreamExecutionEnvironment environment) {
        environment.configure(new Configuration()
                // The job does not start if a type would need Kryo, or if an operator has no uid.
                .set(PipelineOptions.GENERIC_TYPES, false)
                .set(PipelineOptions.AUTO_GENERATE_UIDS, false)
                // Safe, because all records on streams are immutable.
                .set(PipelineOptions.OBJECT_REUSE, true)
                .set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM));
        // Without checkpoints, no transaction would be committed.
        if (!environment.getCheckpointConfig().isCheckpointingEnabled()) {
            environment.enableCheckpointing(CHECKPOINT_INTERVAL_MS);
        }
    }
}
