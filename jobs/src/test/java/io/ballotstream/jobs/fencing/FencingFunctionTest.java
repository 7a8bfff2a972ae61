package io.ballotstream.jobs.fencing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ballotstream.jobs.JobSettings;
import io.ballotstream.store.NoElectionException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // The close() of a harness may throw InterruptedException.
class FencingFunctionTest {
    /** All calls in order. Static, because Flink copies the function before it runs. */
    private static final List<String> EVENTS = new CopyOnWriteArrayList<>();

    private static final List<Start> STARTS = new CopyOnWriteArrayList<>();

    private static final long NEVER = -1;

    private record Start(String flinkJobId, RestoredState restored) {}

    @BeforeEach
    void forget() {
        EVENTS.clear();
        STARTS.clear();
    }

    @Test
    void recordsAreForwardedUnchanged() throws Exception {
        try (var fencing = fencing(new Recorded(NEVER), 1, 0)) {
            fencing.open();
            fencing.processElement("a", 1);
            fencing.processElement("b", 2);

            assertThat(fencing.extractOutputValues()).containsExactly("a", "b");
            assertThat(EVENTS).containsExactly("acquire without state");
        }
    }

    @Test
    void fencedOutRunIsNotRestarted() throws Exception {
        try (var fencing =
                fencing(new Failing(new FencedOutException("The outputs contain rows of another run.")), 1, 0)) {
            assertThatThrownBy(fencing::open)
                    .isInstanceOf(SuppressRestartsException.class)
                    .hasRootCauseMessage("The outputs contain rows of another run.");
        }
    }

    @Test
    void withoutAnElectionTheRunIsNotRestarted() throws Exception {
        try (var fencing = fencing(new Failing(new NoElectionException("The database holds no election.")), 1, 0)) {
            assertThatThrownBy(fencing::open)
                    .isInstanceOf(SuppressRestartsException.class)
                    .hasRootCauseMessage("The database holds no election.");
        }
    }

    @Test
    void unreachableDatabaseCausesARestart() throws Exception {
        try (var fencing = fencing(new Failing(new SQLException("The database is down.")), 1, 0)) {
            assertThatThrownBy(fencing::open).isInstanceOf(SQLException.class).hasMessage("The database is down.");
        }
    }

    @Test
    void stateContainsItsElectionAfterRescaling() throws Exception {
        OperatorSubtaskState checkpoint;
        try (var fencing = fencing(new Recorded(NEVER), 1, 0)) {
            fencing.open();
            checkpoint = fencing.snapshot(1, 0);
        }
        for (int subtask = 0; subtask < 3; subtask++) {
            EVENTS.clear();
            try (var restored = fencing(new Recorded(NEVER), 3, subtask)) {
                restored.initializeState(AbstractStreamOperatorTestHarness.repartitionOperatorState(
                        checkpoint, JobSettings.MAX_PARALLELISM, 1, 3, subtask));
                restored.open();
                assertThat(EVENTS).startsWith("acquire with state of election-1");
            }
        }
    }

    @Test
    void firstSubtaskRecordsCompletedCheckpoints() throws Exception {
        try (var fencing = fencing(new Recorded(NEVER), 2, 0)) {
            fencing.open();
            fencing.notifyOfCompletedCheckpoint(5);
            await().untilAsserted(() -> assertThat(EVENTS).containsExactly("acquire without state", "checkpoint 5"));
            fencing.notifyOfCompletedCheckpoint(6);
        }

        assertThat(EVENTS).containsExactly("acquire without state", "checkpoint 5", "checkpoint 6", "close");
    }

    @Test
    void otherSubtasksOnlyAcquireTheOutputs() throws Exception {
        try (var fencing = fencing(new Recorded(NEVER), 2, 1)) {
            fencing.open();
            fencing.notifyOfCompletedCheckpoint(5);
        }

        assertThat(EVENTS).containsExactly("acquire without state", "close");
    }

    @Test
    void runThatIsFencedOutLaterFailsWithoutARestart() throws Exception {
        try (var fencing = fencing(new Lost(), 1, 0)) {
            fencing.open();
            fencing.notifyOfCompletedCheckpoint(6);

            await().untilAsserted(() -> assertThatThrownBy(() -> fencing.notifyOfCompletedCheckpoint(7))
                    .isInstanceOf(SuppressRestartsException.class)
                    .hasRootCauseMessage("Another run owns them."));
        }
    }

    @Test
    void failureToRecordACheckpointDoesNotBlockRecords() throws Exception {
        try (var fencing = fencing(new Recorded(6), 1, 0)) {
            fencing.open();
            fencing.notifyOfCompletedCheckpoint(6);
            await().untilAsserted(() -> assertThat(EVENTS).containsExactly("acquire without state", "failed 6"));
            fencing.processElement("a", 1);
            fencing.notifyOfCompletedCheckpoint(7);

            assertThat(fencing.extractOutputValues()).containsExactly("a");
        }

        assertThat(EVENTS).containsExactly("acquire without state", "failed 6", "checkpoint 7", "close");
    }

    @Test
    void stateContainsItsRunAndCheckpoint() throws Exception {
        OperatorSubtaskState checkpoint;
        try (var fencing = fencing(new Recorded(NEVER), 1, 0)) {
            fencing.open();
            checkpoint = fencing.snapshot(7, 0);
        }
        Start first = STARTS.get(0);
        assertThat(first.restored()).isNull();

        try (var fencing = fencing(new Recorded(NEVER), 1, 0)) {
            fencing.setRestoredCheckpointId(7);
            fencing.initializeState(checkpoint);
            fencing.open();
        }

        assertThat(STARTS.get(1).restored()).isEqualTo(new RestoredState(first.flinkJobId(), "election-1", 7));
    }

    private static OneInputStreamOperatorTestHarness<String, String> fencing(
            OutputOwnership outputs, int parallelism, int subtask) throws Exception {
        return new OneInputStreamOperatorTestHarness<>(
                new ProcessOperator<>(new FencingFunction<>(outputs)),
                JobSettings.MAX_PARALLELISM,
                parallelism,
                subtask);
    }

    /** Outputs that any run can acquire, and that fail to record one checkpoint. */
    private record Recorded(long failing) implements OutputOwnership {
        @Override
        public String acquire(String flinkJobId, RestoredState restored) {
            STARTS.add(new Start(flinkJobId, restored));
            EVENTS.add(restored == null ? "acquire without state" : "acquire with state of " + restored.electionId());
            return "election-1";
        }

        @Override
        public void checkpointCompleted(String flinkJobId, long checkpointId) throws Exception {
            if (checkpointId == failing) {
                EVENTS.add("failed " + checkpointId);
                throw new SQLException("The database is down.");
            }
            EVENTS.add("checkpoint " + checkpointId);
        }

        @Override
        public void close() {
            EVENTS.add("close");
        }
    }

    /** Outputs that cannot be acquired. */
    private record Failing(Exception failure) implements OutputOwnership {
        @Override
        public String acquire(String flinkJobId, RestoredState restored) throws Exception {
            throw failure;
        }

        @Override
        public void checkpointCompleted(String flinkJobId, long checkpointId) {}

        @Override
        public void close() {}
    }

    /** Outputs that another run acquires immediately. */
    private record Lost() implements OutputOwnership {
        @Override
        public String acquire(String flinkJobId, RestoredState restored) {
            return "election-1";
        }

        @Override
        public void checkpointCompleted(String flinkJobId, long checkpointId) throws FencedOutException {
            throw new FencedOutException("Another run owns them.");
        }

        @Override
        public void close() {}
    }
}
