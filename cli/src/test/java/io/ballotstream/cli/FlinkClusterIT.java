package io.ballotstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballotstream.model.ServiceFailedException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkClusterIT {
    @TempDir
    private static Path directory;

    private static FlinkCluster cluster;

    @BeforeAll
    static void start() throws InterruptedException {
        cluster = FlinkCluster.start(directory, directory.resolve("log"), 2);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void webInterfaceIsOnTheLoopbackAddressOnly() {
        assertThat(cluster.webInterface().getHost()).isEqualTo("127.0.0.1");
        assertThat(cluster.webInterface().getPort()).isPositive();
    }

    @Test
    void jobThatRunsHasNoFailure() throws InterruptedException {
        StreamExecutionEnvironment environment = cluster.environment("test", 1);
        environment.fromSequence(0, Long.MAX_VALUE).sinkTo(new DiscardingSink<>());

        assertThat(cluster.submit("endless", environment).failure()).isEmpty();
    }

    @Test
    void jobThatFailsForGoodTellsItsRootCause() throws InterruptedException {
        StreamExecutionEnvironment environment = cluster.environment("test", 1);
        environment.fromSequence(0, 10).map(FlinkClusterIT::lost).sinkTo(new DiscardingSink<>());

        RunningJob job = cluster.submit("broken", environment);

        await().atMost(Duration.ofSeconds(30)).until(() -> job.failure().isPresent());
        assertThat(job.failure())
                .get()
                .isInstanceOf(ServiceFailedException.class)
                .extracting(Throwable::getMessage)
                .isEqualTo("The job broken failed: The ballot box is missing.");
    }

    @Test
    void jobThatEndsByItselfHasFailedToo() throws InterruptedException {
        StreamExecutionEnvironment environment = cluster.environment("test", 1);
        environment.fromSequence(0, 10).sinkTo(new DiscardingSink<>());

        RunningJob job = cluster.submit("bounded", environment);

        await().atMost(Duration.ofSeconds(30)).until(() -> job.failure().isPresent());
        assertThat(job.failure())
                .get()
                .extracting(Throwable::getMessage)
                .isEqualTo("The job bounded was cancelled from outside.");
    }

    private static Long lost(Long ignored) {
        throw new SuppressRestartsException(new IllegalStateException("The ballot box is missing"));
    }
}
