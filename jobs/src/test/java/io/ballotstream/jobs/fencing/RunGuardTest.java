package io.ballotstream.jobs.fencing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ballotstream.jobs.JobSettings;
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

@SuppressWarnings("try") // A harness may be interrupted while it closes.
class RunGuardTest {
    /** What happened to the claims, in order; static, because a function is copied before it runs. */
    private static final List<String> EVENTS = new CopyOnWriteArrayList<>();

    private static final List<Start> STARTS = new CopyOnWriteArrayList<>();

    private record Start(String flinkJobId, RestoredRun restored) {}

    @BeforeEach
    void forget() {
        EVENTS.clear();
        STARTS.clear();
    }

    @Test
    void recordsPassAsTheyAre() throws Exception {
        try (var guard = guard(RunGuardTest::grant, 1, 0)) {
            guard.open();
            guard.processElement("a", 1);
            guard.processElement("b", 2);

            assertThat(guard.extractOutputValues()).containsExactly("a", "b");
            assertThat(EVENTS).containsExactly("claim without state");
        }
    }

    @Test
    void refusedRunIsNotTriedAgain() throws Exception {
        try (var guard = guard(
                (run, election) -> {
                    throw new RunRefusedException("The outputs hold the rows of another run.");
                },
                1,
                0)) {
            assertThatThrownBy(guard::open)
                    .isInstanceOf(SuppressRestartsException.class)
                    .hasRootCauseMessage("The outputs hold the rows of another run.");
        }
    }

    @Test
    void unreachableClaimsAreTriedAgain() throws Exception {
        try (var guard = guard(
                (run, election) -> {
                    throw new SQLException("The database is down.");
                },
                1,
                0)) {
            assertThatThrownBy(guard::open).isInstanceOf(SQLException.class).hasMessage("The database is down.");
        }
    }

    @Test
    void stateKnowsItsElectionAlsoWhenTheJobIsRescaled() throws Exception {
        OperatorSubtaskState checkpoint;
        try (var guard = guard(RunGuardTest::grant, 1, 0)) {
            guard.open();
            checkpoint = guard.snapshot(1, 0);
        }
        for (int subtask = 0; subtask < 3; subtask++) {
            EVENTS.clear();
            try (var restored = guard(RunGuardTest::grant, 3, subtask)) {
                restored.initializeState(AbstractStreamOperatorTestHarness.repartitionOperatorState(
                        checkpoint, JobSettings.MAX_PARALLELISM, 1, 3, subtask));
                restored.open();
                assertThat(EVENTS).startsWith("claim with state of election-1");
            }
        }
    }

    @Test
    void firstSubtaskWritesCompletedCheckpointsDown() throws Exception {
        try (var guard = guard(RunGuardTest::grant, 2, 0)) {
            guard.open();
            guard.notifyOfCompletedCheckpoint(5);
            await().untilAsserted(() -> assertThat(EVENTS).containsExactly("claim without state", "checkpoint 5"));
            guard.notifyOfCompletedCheckpoint(6);
        }

        assertThat(EVENTS).containsExactly("claim without state", "checkpoint 5", "checkpoint 6", "release");
    }

    @Test
    void otherSubtasksOnlyClaim() throws Exception {
        try (var guard = guard(RunGuardTest::grant, 2, 1)) {
            guard.open();
            guard.notifyOfCompletedCheckpoint(5);
        }

        assertThat(EVENTS).containsExactly("claim without state", "release");
    }

    @Test
    void runThatLostItsOutputsToAnotherOneEndsAndIsNotTriedAgain() throws Exception {
        try (var guard = guard((run, restored) -> new Lost(), 1, 0)) {
            guard.open();
            guard.notifyOfCompletedCheckpoint(6);

            await().untilAsserted(() -> assertThatThrownBy(() -> guard.notifyOfCompletedCheckpoint(7))
                    .isInstanceOf(SuppressRestartsException.class)
                    .hasRootCauseMessage("Somebody else has them."));
        }
    }

    @Test
    void checkpointThatCannotBeWrittenDownDisturbsNobody() throws Exception {
        try (var guard = guard((run, election) -> new Recorded(6), 1, 0)) {
            guard.open();
            guard.notifyOfCompletedCheckpoint(6);
            await().untilAsserted(() -> assertThat(EVENTS).containsExactly("failed 6"));
            guard.processElement("a", 1);
            guard.notifyOfCompletedCheckpoint(7);

            assertThat(guard.extractOutputValues()).containsExactly("a");
        }

        assertThat(EVENTS).containsExactly("failed 6", "checkpoint 7", "release");
    }

    @Test
    void stateKnowsTheRunAndTheCheckpointThatWroteIt() throws Exception {
        OperatorSubtaskState checkpoint;
        try (var guard = guard(RunGuardTest::note, 1, 0)) {
            guard.open();
            checkpoint = guard.snapshot(7, 0);
        }
        Start first = STARTS.get(0);
        assertThat(first.restored()).isNull();

        try (var guard = guard(RunGuardTest::note, 1, 0)) {
            guard.setRestoredCheckpointId(7);
            guard.initializeState(checkpoint);
            guard.open();
        }

        assertThat(STARTS.get(1).restored()).isEqualTo(new RestoredRun(first.flinkJobId(), "election-1", 7));
    }

    private static RunClaim note(String flinkJobId, RestoredRun restored) {
        STARTS.add(new Start(flinkJobId, restored));
        return new Recorded(-1);
    }

    private static RunClaim grant(String flinkJobId, RestoredRun restored) {
        EVENTS.add(restored == null ? "claim without state" : "claim with state of " + restored.electionId());
        return new Recorded(-1);
    }

    private static OneInputStreamOperatorTestHarness<String, String> guard(
            RunClaims claims, int parallelism, int subtask) throws Exception {
        return new OneInputStreamOperatorTestHarness<>(
                new ProcessOperator<>(new RunGuard<>(claims)), JobSettings.MAX_PARALLELISM, parallelism, subtask);
    }

    private record Recorded(long failing) implements RunClaim {
        @Override
        public String electionId() {
            return "election-1";
        }

        @Override
        public void checkpointCompleted(long checkpointId) throws Exception {
            if (checkpointId == failing) {
                EVENTS.add("failed " + checkpointId);
                throw new SQLException("The database is down.");
            }
            EVENTS.add("checkpoint " + checkpointId);
        }

        @Override
        public void release() {
            EVENTS.add("release");
        }
    }

    /** A claim that another run has taken over. */
    private record Lost() implements RunClaim {
        @Override
        public String electionId() {
            return "election-1";
        }

        @Override
        public void checkpointCompleted(long checkpointId) throws RunRefusedException {
            throw new RunRefusedException("Somebody else has them.");
        }

        @Override
        public void release() {}
    }
}
