package io.ballotstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballotstream.model.Jobs;
import io.ballotstream.model.ServiceFailedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
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

    @Test
    void castingIsRestoredFromItsChangelog() throws Exception {
        StreamExecutionEnvironment environment = cluster.environment(Jobs.CASTING, 1);
        environment
                .fromSequence(0, Long.MAX_VALUE)
                .keyBy(number -> number % FailingOnce.KEYS, Types.LONG)
                .process(new FailingOnce())
                .sinkTo(new DiscardingSink<>());

        RunningJob job = cluster.submit(Jobs.CASTING, environment);

        await().atMost(Duration.ofMinutes(1))
                .until(() -> FailingOnce.CHECKPOINTS_AFTER_FAILURE.get() > 1
                        || job.failure().isPresent());
        assertThat(job.failure()).isEmpty();
        assertThat(directory.resolve("changelog")).isDirectoryRecursivelyContaining("glob:**");
        job.cancel();
    }

    /** Keeps the newest number of each key, and requires that none is missing, also after its only failure. */
    private static final class FailingOnce extends KeyedProcessFunction<Long, Long, Long>
            implements CheckpointListener {
        private static final long KEYS = 100;
        private static final AtomicBoolean FAILED = new AtomicBoolean();
        private static final AtomicInteger CHECKPOINTS_AFTER_FAILURE = new AtomicInteger();

        private transient ValueState<Long> newest;

        @Override
        public void open(OpenContext context) {
            newest = getRuntimeContext().getState(new ValueStateDescriptor<>("newest", Types.LONG));
        }

        @Override
        public void processElement(Long number, Context context, Collector<Long> out) throws Exception {
            Long before = newest.value();
            if (number != (before == null ? number % KEYS : before + KEYS)) {
                throw new SuppressRestartsException(new IllegalStateException("After " + before + " came " + number));
            }
            newest.update(number);
        }

        @Override
        public void notifyCheckpointComplete(long checkpoint) {
            if (FAILED.get()) {
                CHECKPOINTS_AFTER_FAILURE.incrementAndGet();
            } else if (checkpoint > 2) {
                FAILED.set(true);
                throw new IllegalStateException("A failure after checkpoint " + checkpoint);
            }
        }
    }

    private static Long lost(Long ignored) {
        throw new SuppressRestartsException(new IllegalStateException("The ballot box is missing"));
    }
}
