package io.ballotstream.jobs;

import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What both jobs ask of Flink, wherever they run. State backend, restarts and how checkpoints are taken are the cluster's
 * matter and are left alone.
 */
public final class JobSettings {
    /** The number of key groups, which no savepoint can change, and the most subtasks a job can have. */
    public static final int MAX_PARALLELISM = 128;

    private static final long CHECKPOINT_INTERVAL_MS = 500;

    private JobSettings() {}

    /** Applies the settings to the environment of the job of that name. */
    public static void apply(StreamExecutionEnvironment environment, String job) {
        apply(environment);
        // However the job was submitted, the checkpoints that it can be restored from are found by its name.
        environment
                .getConfiguration()
                .getOptional(CheckpointingOptions.CHECKPOINTS_DIRECTORY)
                .ifPresent(parent -> environment.configure(
                        new Configuration().set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, parent + "/" + job)));
    }

    /** Applies the settings that do not depend on the job. */
    public static void apply(StreamExecutionEnvironment environment) {
        environment.configure(new Configuration()
                // A type that would fall back to Kryo, or an operator without a uid, is refused when the job starts.
                .set(PipelineOptions.GENERIC_TYPES, false)
                .set(PipelineOptions.AUTO_GENERATE_UIDS, false)
                // Safe, because every record on a stream is immutable.
                .set(PipelineOptions.OBJECT_REUSE, true)
                .set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM));
        // Without checkpoints no transaction would ever be committed.
        if (!environment.getCheckpointConfig().isCheckpointingEnabled()) {
            environment.enableCheckpointing(CHECKPOINT_INTERVAL_MS);
        }
    }
}
