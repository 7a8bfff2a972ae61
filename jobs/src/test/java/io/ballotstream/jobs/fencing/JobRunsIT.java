package io.ballotstream.jobs.fencing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.jobs.PostgresTestBase;
import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.store.NoElectionException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.junit.jupiter.api.Test;

class JobRunsIT extends PostgresTestBase {
    private static final String RUNS =
            "SELECT job, election_id, flink_job_id, last_checkpoint FROM job_runs ORDER BY job";

    private final JobRuns runs = new JobRuns(login(), "vote-casting", "EXISTS (SELECT FROM votes)");

    @Test
    void firstRunAcquiresItsEmptyOutputs() throws Exception {
        assertThat(runs.acquire("run-1", null)).isEqualTo("election-1");

        assertThat(rows(RUNS)).containsExactly("vote-casting|election-1|run-1|");
    }

    @Test
    void subtasksOfARunCanAcquireTheOutputsConcurrently() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<String>> outcomes = threads.invokeAll(IntStream.range(0, 8)
                    .<Callable<String>>mapToObj(subtask -> () -> runs.acquire("run-1", null))
                    .toList());
            for (Future<String> outcome : outcomes) {
                assertThat(outcome.get()).isEqualTo("election-1");
            }
        } finally {
            threads.shutdown();
        }
        assertThat(rows(RUNS)).containsExactly("vote-casting|election-1|run-1|");
    }

    @Test
    void runStillOwnsItsOutputsAfterARestartBeforeItsFirstCheckpoint() throws Exception {
        runs.acquire("run-1", null);
        vote();

        assertThatCode(() -> runs.acquire("run-1", null)).doesNotThrowAnyException();
    }

    @Test
    void otherRunWithoutStateIsRefusedIfTheOutputsContainRows() throws Exception {
        runs.acquire("run-1", null);
        runs.checkpointCompleted("run-1", 4);
        vote();

        assertThatThrownBy(() -> runs.acquire("run-2", null))
                .isInstanceOf(FencedOutException.class)
                .hasMessage(
                        "vote-casting starts without state, but its tables already contain the output of run run-1. Start"
                                + " the job from that run's newest checkpoint or savepoint, or seed with --reset.");
        assertThat(rows(RUNS)).containsExactly("vote-casting|election-1|run-1|4");
    }

    @Test
    void runWithoutStateIsRefusedIfNoRunOwnsTheRows() throws Exception {
        vote();

        assertThatThrownBy(() -> runs.acquire("run-1", null))
                .isInstanceOf(FencedOutException.class)
                .hasMessage("vote-casting starts without state, but its tables already contain the output of"
                        + " another run, which completed no checkpoint. Seed with --reset.");
        assertThat(rows(RUNS)).isEmpty();
    }

    @Test
    void jobWithoutStateIsNotSubmittedIfTheOutputsContainRows() throws Exception {
        assertThatCode(() -> runs.requireMayStart(new Configuration())).doesNotThrowAnyException();
        vote();

        assertThatThrownBy(() -> runs.requireMayStart(new Configuration()))
                .isInstanceOf(ServiceFailedException.class)
                .hasMessageStartingWith("vote-casting starts without state, but its tables already contain");
        assertThatCode(() -> runs.requireMayStart(fromSavepoint())).doesNotThrowAnyException();
    }

    @Test
    void otherRunAcquiresEmptyOutputs() throws Exception {
        runs.acquire("run-1", null);
        runs.checkpointCompleted("run-1", 4);

        runs.acquire("run-2", null);

        assertThat(rows(RUNS)).containsExactly("vote-casting|election-1|run-2|");
    }

    @Test
    void otherRunWithStateAcquiresOutputsWithRows() throws Exception {
        runs.acquire("run-1", null);
        runs.checkpointCompleted("run-1", 4);
        vote();

        runs.acquire("run-2", new RestoredState("run-1", "election-1", 4));
        runs.checkpointCompleted("run-2", 5);

        assertThat(rows(RUNS)).containsExactly("vote-casting|election-1|run-2|5");
    }

    @Test
    void stateOfAnotherElectionIsRefused() throws Exception {
        assertThatThrownBy(() -> runs.acquire("run-1", new RestoredState("run-0", "election-0", 3)))
                .isInstanceOf(FencedOutException.class)
                .hasMessage("The restored state of vote-casting belongs to the election election-0, but the database"
                        + " holds the election election-1. Start the job without that state.");
    }

    @Test
    void withoutAnElectionNoRunAcquiresTheOutputs() throws Exception {
        execute("DELETE FROM election");

        assertThatThrownBy(() -> runs.acquire("run-1", null))
                .isInstanceOf(NoElectionException.class)
                .hasMessage("The database holds no election. Prepare one with `ballotstream seed` first.");
    }

    @Test
    void eachJobHasItsOwnOwner() throws Exception {
        JobRuns others = new JobRuns(login(), "vote-tally", "EXISTS (SELECT FROM candidate_totals)");
        vote();

        others.acquire("run-3", null);
        others.checkpointCompleted("run-3", 9);

        assertThat(rows(RUNS)).containsExactly("vote-tally|election-1|run-3|9");
    }

    @Test
    void runCanBeRestoredFromAnyOfItsOwnCheckpoints() throws Exception {
        runs.acquire("run-1", null);
        runs.checkpointCompleted("run-1", 4);
        vote();

        // Flink only restores completed checkpoints, even if recording a later one failed.
        runs.acquire("run-1", new RestoredState("run-1", "election-1", 3));
        runs.checkpointCompleted("run-1", 5);

        assertThat(rows(RUNS)).containsExactly("vote-casting|election-1|run-1|5");
    }

    @Test
    void stateNewerThanTheRecordedCheckpointIsAccepted() throws Exception {
        runs.acquire("run-1", null);
        runs.checkpointCompleted("run-1", 4);
        vote();

        runs.acquire("run-2", new RestoredState("run-1", "election-1", 6));

        assertThat(rows(RUNS)).containsExactly("vote-casting|election-1|run-2|4");
    }

    @Test
    void stateOlderThanTheOutputsIsRefused() throws Exception {
        runs.acquire("run-1", null);
        runs.checkpointCompleted("run-1", 4);
        vote();

        assertThatThrownBy(() -> runs.acquire("run-2", new RestoredState("run-1", "election-1", 3)))
                .isInstanceOf(FencedOutException.class)
                .hasMessage("The restored state of vote-casting is older than its outputs, which contain the output of"
                        + " run run-1 up to checkpoint 4. Start the job from that run's newest checkpoint or"
                        + " savepoint, or seed with --reset.");
        assertThat(rows(RUNS)).containsExactly("vote-casting|election-1|run-1|4");
    }

    @Test
    void savepointIsRefusedAfterAnotherRunWasRestoredFromIt() throws Exception {
        runs.acquire("run-1", null);
        runs.checkpointCompleted("run-1", 4);
        runs.acquire("run-2", new RestoredState("run-1", "election-1", 4));
        runs.checkpointCompleted("run-2", 5);

        assertThatThrownBy(() -> runs.acquire("run-3", new RestoredState("run-1", "election-1", 4)))
                .isInstanceOf(FencedOutException.class)
                .hasMessageContaining(
                        "is older than its outputs, which contain the output of run run-2 up to checkpoint 5");
    }

    @Test
    void runWithoutACompletedCheckpointKeepsThePreviousRunsCheckpoint() throws Exception {
        runs.acquire("run-1", null);
        runs.checkpointCompleted("run-1", 4);
        runs.acquire("run-2", new RestoredState("run-1", "election-1", 4));

        assertThatThrownBy(() -> runs.acquire("run-3", new RestoredState("run-1", "election-1", 3)))
                .isInstanceOf(FencedOutException.class)
                .hasMessageContaining(
                        "is older than its outputs, which contain the output of run run-1 up to checkpoint 4");
        runs.acquire("run-3", new RestoredState("run-1", "election-1", 4));

        assertThat(rows(RUNS)).containsExactly("vote-casting|election-1|run-3|4");
    }

    @Test
    void runThatHasLostItsStateIsRefused() throws Exception {
        runs.acquire("run-1", null);
        runs.checkpointCompleted("run-1", 4);
        vote();

        assertThatThrownBy(() -> runs.acquire("run-1", null))
                .isInstanceOf(FencedOutException.class)
                .hasMessageContaining("already contain the output of run run-1");
    }

    @Test
    void runWithoutStateDeletesTheCheckpointOfAnEarlierRun() throws Exception {
        runs.acquire("run-1", null);
        runs.checkpointCompleted("run-1", 4);
        runs.acquire("run-2", null);
        vote();

        assertThatCode(() -> runs.acquire("run-2", null)).doesNotThrowAnyException();
        assertThat(rows(RUNS)).containsExactly("vote-casting|election-1|run-2|");
    }

    @Test
    void runCanRestoreTheSavepointAgainBeforeItsFirstCheckpoint() throws Exception {
        runs.acquire("run-1", null);
        runs.checkpointCompleted("run-1", 4);
        RestoredState savepoint = new RestoredState("run-1", "election-1", 4);
        runs.acquire("run-2", savepoint);

        assertThatCode(() -> runs.acquire("run-2", savepoint)).doesNotThrowAnyException();
    }

    @Test
    void runIsFencedOutAfterAnotherRunAcquiredItsOutputs() throws Exception {
        runs.acquire("run-1", null);
        runs.acquire("run-2", null);
        runs.checkpointCompleted("run-2", 1);

        String fencedOut = "This run of vote-casting is fenced out, because another run owns its outputs.";
        assertThatThrownBy(() -> runs.checkpointCompleted("run-1", 70))
                .isInstanceOf(FencedOutException.class)
                .hasMessage(fencedOut);
        assertThatThrownBy(() -> runs.acquire("run-1", new RestoredState("run-1", "election-1", 69)))
                .isInstanceOf(FencedOutException.class)
                .hasMessage(fencedOut);
        assertThat(rows(RUNS)).containsExactly("vote-casting|election-1|run-2|1");
    }

    @Test
    void runningJobIsNotSubmittedAgain() throws Exception {
        runs.acquire("run-1", null);
        runs.checkpointCompleted("run-1", 1);
        AtomicLong checkpoint = new AtomicLong(1);
        ScheduledExecutorService job = Executors.newSingleThreadScheduledExecutor();
        try {
            job.scheduleWithFixedDelay(
                    () -> record(runs, "run-1", checkpoint.incrementAndGet()), 0, 50, TimeUnit.MILLISECONDS);
            for (Configuration settings : List.of(new Configuration(), fromSavepoint())) {
                assertThatThrownBy(() -> runs.requireMayStart(settings))
                        .isInstanceOf(ServiceFailedException.class)
                        .hasMessage("vote-casting is already running. Cancel it before you start it again.");
            }
        } finally {
            job.shutdownNow();
            job.awaitTermination(1, TimeUnit.MINUTES);
        }
        assertThatCode(() -> runs.requireMayStart(fromSavepoint())).doesNotThrowAnyException();
    }

    @Test
    void jobWithoutRecentHeartbeatCanStart() throws Exception {
        runs.acquire("run-1", null);
        runs.checkpointCompleted("run-1", 1);
        execute("UPDATE job_runs SET started_at = started_at - interval '1 hour'");
        // The heartbeat is recent at the beginning of the check, but not at its end.
        execute("UPDATE job_runs SET checkpoint_at = clock_timestamp() - interval '119 seconds'");

        assertThatCode(() -> runs.requireMayStart(fromSavepoint())).doesNotThrowAnyException();
    }

    @Test
    void heartbeatOfTheOtherJobIsIgnored() throws Exception {
        runs.acquire("run-1", null);
        runs.checkpointCompleted("run-1", 1);
        JobRuns others = new JobRuns(login(), "vote-tally", "false");
        others.acquire("run-2", null);
        ScheduledExecutorService job = Executors.newSingleThreadScheduledExecutor();
        AtomicLong checkpoint = new AtomicLong();
        try {
            job.scheduleWithFixedDelay(
                    () -> record(others, "run-2", checkpoint.incrementAndGet()), 0, 50, TimeUnit.MILLISECONDS);

            assertThatCode(() -> runs.requireMayStart(fromSavepoint())).doesNotThrowAnyException();
        } finally {
            job.shutdownNow();
            job.awaitTermination(1, TimeUnit.MINUTES);
        }
    }

    private static void record(JobRuns runs, String run, long checkpoint) {
        try {
            runs.checkpointCompleted(run, checkpoint);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Configuration fromSavepoint() {
        return new Configuration().set(StateRecoveryOptions.SAVEPOINT_PATH, "file:/savepoint");
    }

    @Test
    void brokenConnectionIsReplaced() throws Exception {
        runs.acquire("run-1", null);
        runs.checkpointCompleted("run-1", 1);
        breakConnectionsOfJobs();

        runs.checkpointCompleted("run-1", 2);

        assertThat(rows(RUNS)).containsExactly("vote-casting|election-1|run-1|2");
        runs.close();
    }

    private static void vote() throws Exception {
        execute("INSERT INTO votes VALUES ('v1', 'x', 'c1', 'Ohio', now())");
    }
}
