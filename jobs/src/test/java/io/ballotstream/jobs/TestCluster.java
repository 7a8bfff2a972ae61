package io.ballotstream.jobs;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.flink.configuration.ClusterOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;

/** A Flink cluster for a test class: one TaskManager, and no file outside the class's temporary directory. */
public final class TestCluster {
    private TestCluster() {}

    /** A cluster in which a job that fails goes on at once, however often. */
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
     * The cluster.
     *
     * @param directory asked for when the cluster starts
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
}
