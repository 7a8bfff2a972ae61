package io.ballotstream.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.model.Jobs;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

class JobSettingsTest {
    @Test
    void checkpointsAreKeptUnderTheNameOfTheJob() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(
                new Configuration().set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, "file:///state/checkpoints"));

        JobSettings.apply(environment, Jobs.TALLY);

        assertThat(environment.getConfiguration().get(CheckpointingOptions.CHECKPOINTS_DIRECTORY))
                .isEqualTo("file:///state/checkpoints/vote-tally");
    }

    @Test
    void withoutACheckpointDirectoryNoneIsSet() {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());

        JobSettings.apply(environment, Jobs.TALLY);

        assertThat(environment.getConfiguration().getOptional(CheckpointingOptions.CHECKPOINTS_DIRECTORY))
                .isEmpty();
    }

    @Test
    void checkpointIntervalOfTheClusterTakesPrecedence() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.enableCheckpointing(200);

        JobSettings.apply(environment, Jobs.CASTING);

        assertThat(environment.getCheckpointConfig().getCheckpointInterval()).isEqualTo(200);
    }
}
