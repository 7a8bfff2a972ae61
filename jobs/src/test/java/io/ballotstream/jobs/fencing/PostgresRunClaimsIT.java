package io.ballotstream.jobs.fencing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.jobs.PostgresTestBase;
import io.ballotstream.model.ServiceFailedException;
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

class PostgresRunClaimsIT extends PostgresTestBase {
    private static final String RUNS =
            "SELECT job, election_id, flink_job_id, last_checkpoint FROM job_runs ORDER BY job";

    private final PostgresRunClaims claims =
            new PostgresRunClaims(login(), "vote-casting", "EXISTS (SELECT FROM votes)");

    @Test
    void firstRunClaimsItsEmptyOutputs() throws Exception {
        assertThat(claims.claim("run-1", null).electionId()).isEqualTo("election-1");

        assertThat(rows(RUNS)).containsExactly("vote-casting|election-1|run-1|");
    }

    @Test
    void subtasksOfOneRunMayAllClaimAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<RunClaim>> outcomes = threads.invokeAll(IntStream.range(0, 8)
                    .<Callable<RunClaim>>mapToObj(subtask -> () -> claims.claim("run-1", null))
                    .toList());
            for (Future<RunClaim> outcome : outcomes) {
                assertThat(outcome.get().electionId()).isEqualTo("election-1");
            }
        } finally {
            threads.shutdown();
        }
        assertThat(rows(RUNS)).containsExactly("vote-casting|election-1|run-1|");
    }

    @Test
    void runThatRestartsBeforeItsFirstCheckpointGoesOn() throws Exception {
        claims.claim("run-1", null);
        vote();

        assertThatCode(() -> claims.claim("run-1", null)).doesNotThrowAnyException();
    }

    @Test
    void otherRunWithoutStateIsRefusedOnceTheOutputsHoldRows() throws Exception {
        claims.claim("run-1", null).checkpointCompleted(4);
        vote();

        assertThatThrownBy(() -> claims.claim("run-2", null))
                .isInstanceOf(RunRefusedException.class)
                .hasMessage(
                        "vote-casting starts without state, but its tables already hold what the run run-1 wrote: start"
                                + " it from that run's newest checkpoint or savepoint, or seed with --reset.");
        assertThat(rows(RUNS)).containsExactly("vote-casting|election-1|run-1|4");
    }

    @Test
    void runWithoutStateIsRefusedWhereNobodyClaimedTheRows() throws Exception {
        vote();

        assertThatThrownBy(() -> claims.claim("run-1", null))
                .isInstanceOf(RunRefusedException.class)
                .hasMessage("vote-casting starts without state, but its tables already hold what another run wrote, of"
                        + " which no checkpoint is known: seed with --reset.");
        assertThat(rows(RUNS)).isEmpty();
    }

    @Test
    void jobWithoutStateIsNotSubmittedOnceTheOutputsHoldRows() throws Exception {
        assertThatCode(() -> claims.requireMayStart(new Configuration())).doesNotThrowAnyException();
        vote();

        assertThatThrownBy(() -> claims.requireMayStart(new Configuration()))
                .isInstanceOf(ServiceFailedException.class)
                .hasMessageStartingWith("vote-casting starts without state, but its tables already hold");
        assertThatCode(() -> claims.requireMayStart(fromSavepoint())).doesNotThrowAnyException();
    }

    @Test
    void otherRunTakesOverOutputsThatAreEmpty() throws Exception {
        claims.claim("run-1", null).checkpointCompleted(4);

        claims.claim("run-2", null);

        assertThat(rows(RUNS)).containsExactly("vote-casting|election-1|run-2|");
    }

    @Test
    void otherRunWithStateTakesOverOutputsThatHoldRows() throws Exception {
        claims.claim("run-1", null).checkpointCompleted(4);
        vote();

        claims.claim("run-2", new RestoredRun("run-1", "election-1", 4)).checkpointCompleted(5);

        assertThat(rows(RUNS)).containsExactly("vote-casting|election-1|run-2|5");
    }

    @Test
    void stateOfAnotherElectionIsRefused() throws Exception {
        assertThatThrownBy(() -> claims.claim("run-1", new RestoredRun("run-0", "election-0", 3)))
                .isInstanceOf(RunRefusedException.class)
                .hasMessage("The restored state of vote-casting belongs to the election election-0, but the database"
                        + " holds the election election-1: start without that state.");
    }

    @Test
    void withoutAnElectionNobodyRuns() throws Exception {
        execute("DELETE FROM election");

        assertThatThrownBy(() -> claims.claim("run-1", null))
                .isInstanceOf(RunRefusedException.class)
                .hasMessage("The database holds no election: prepare one first.");
    }

    @Test
    void jobsClaimApart() throws Exception {
        RunClaims others = new PostgresRunClaims(login(), "vote-tally", "EXISTS (SELECT FROM candidate_totals)");
        vote();

        others.claim("run-3", null).checkpointCompleted(9);

        assertThat(rows(RUNS)).containsExactly("vote-tally|election-1|run-3|9");
    }

    @Test
    void runGoesOnFromAnyCheckpointOfItsOwn() throws Exception {
        claims.claim("run-1", null).checkpointCompleted(4);
        vote();

        // Only one that is complete is restored, whatever number could be written down.
        claims.claim("run-1", new RestoredRun("run-1", "election-1", 3)).checkpointCompleted(5);

        assertThat(rows(RUNS)).containsExactly("vote-casting|election-1|run-1|5");
    }

    @Test
    void newerStateThanWasWrittenDownIsTaken() throws Exception {
        claims.claim("run-1", null).checkpointCompleted(4);
        vote();

        claims.claim("run-2", new RestoredRun("run-1", "election-1", 6));

        assertThat(rows(RUNS)).containsExactly("vote-casting|election-1|run-2|4");
    }

    @Test
    void stateThatIsOlderThanTheOutputsIsRefused() throws Exception {
        claims.claim("run-1", null).checkpointCompleted(4);
        vote();

        assertThatThrownBy(() -> claims.claim("run-2", new RestoredRun("run-1", "election-1", 3)))
                .isInstanceOf(RunRefusedException.class)
                .hasMessage(
                        "The restored state of vote-casting is older than its outputs, which hold what the run run-1"
                                + " wrote up to its checkpoint 4: start it from that run's newest checkpoint or savepoint, or"
                                + " seed with --reset.");
        assertThat(rows(RUNS)).containsExactly("vote-casting|election-1|run-1|4");
    }

    @Test
    void savepointIsRefusedOnceAnotherRunHasGoneOnFromIt() throws Exception {
        claims.claim("run-1", null).checkpointCompleted(4);
        claims.claim("run-2", new RestoredRun("run-1", "election-1", 4)).checkpointCompleted(5);

        assertThatThrownBy(() -> claims.claim("run-3", new RestoredRun("run-1", "election-1", 4)))
                .isInstanceOf(RunRefusedException.class)
                .hasMessageContaining("is older than its outputs, which hold what the run run-2 wrote");
    }

    @Test
    void runThatCompletedNothingLeavesInSightWhatItsOutputsHold() throws Exception {
        claims.claim("run-1", null).checkpointCompleted(4);
        claims.claim("run-2", new RestoredRun("run-1", "election-1", 4));

        assertThatThrownBy(() -> claims.claim("run-3", new RestoredRun("run-1", "election-1", 3)))
                .isInstanceOf(RunRefusedException.class)
                .hasMessageContaining("is older than its outputs, which hold what the run run-1 wrote");
        claims.claim("run-3", new RestoredRun("run-1", "election-1", 4));

        assertThat(rows(RUNS)).containsExactly("vote-casting|election-1|run-3|4");
    }

    @Test
    void runThatHasLostItsStateMustNotBeginAgain() throws Exception {
        claims.claim("run-1", null).checkpointCompleted(4);
        vote();

        assertThatThrownBy(() -> claims.claim("run-1", null))
                .isInstanceOf(RunRefusedException.class)
                .hasMessageContaining("already hold what the run run-1 wrote");
    }

    @Test
    void runThatBeginsAnewIsNotHeldAgainstWhatAnEarlierOneCompleted() throws Exception {
        claims.claim("run-1", null).checkpointCompleted(4);
        claims.claim("run-2", null);
        vote();

        assertThatCode(() -> claims.claim("run-2", null)).doesNotThrowAnyException();
        assertThat(rows(RUNS)).containsExactly("vote-casting|election-1|run-2|");
    }

    @Test
    void runThatRestartsBeforeItsFirstCheckpointTakesTheSavepointAgain() throws Exception {
        claims.claim("run-1", null).checkpointCompleted(4);
        RestoredRun savepoint = new RestoredRun("run-1", "election-1", 4);
        claims.claim("run-2", savepoint);

        assertThatCode(() -> claims.claim("run-2", savepoint)).doesNotThrowAnyException();
    }

    @Test
    void runThatLostItsOutputsMustNotGoOn() throws Exception {
        RunClaim lost = claims.claim("run-1", null);
        claims.claim("run-2", null).checkpointCompleted(1);

        String takenOver = "Another run of vote-casting has taken over its outputs: this one must not go on.";
        assertThatThrownBy(() -> lost.checkpointCompleted(70))
                .isInstanceOf(RunRefusedException.class)
                .hasMessage(takenOver);
        assertThatThrownBy(() -> claims.claim("run-1", new RestoredRun("run-1", "election-1", 69)))
                .isInstanceOf(RunRefusedException.class)
                .hasMessage(takenOver);
        assertThat(rows(RUNS)).containsExactly("vote-casting|election-1|run-2|1");
    }

    @Test
    void jobThatIsAtWorkIsNotSubmittedAgain() throws Exception {
        RunClaim working = claims.claim("run-1", null);
        working.checkpointCompleted(1);
        AtomicLong checkpoint = new AtomicLong(1);
        ScheduledExecutorService job = Executors.newSingleThreadScheduledExecutor();
        try {
            job.scheduleWithFixedDelay(
                    () -> writeDown(working, checkpoint.incrementAndGet()), 0, 50, TimeUnit.MILLISECONDS);
            for (Configuration settings : List.of(new Configuration(), fromSavepoint())) {
                assertThatThrownBy(() -> claims.requireMayStart(settings))
                        .isInstanceOf(ServiceFailedException.class)
                        .hasMessage("vote-casting is at work already: stop it before it is started again.");
            }
        } finally {
            job.shutdownNow();
            job.awaitTermination(1, TimeUnit.MINUTES);
        }
        assertThatCode(() -> claims.requireMayStart(fromSavepoint())).doesNotThrowAnyException();
    }

    @Test
    void jobThatHasBeenSilentForAWhileMayStart() throws Exception {
        claims.claim("run-1", null).checkpointCompleted(1);
        execute("UPDATE job_runs SET started_at = started_at - interval '1 hour'");
        // It counts as heard of lately when the look begins, and not any more when it ends.
        execute("UPDATE job_runs SET checkpoint_at = clock_timestamp() - interval '119 seconds'");

        assertThatCode(() -> claims.requireMayStart(fromSavepoint())).doesNotThrowAnyException();
    }

    @Test
    void workOfTheOtherJobIsNoReasonToRefuse() throws Exception {
        claims.claim("run-1", null).checkpointCompleted(1);
        RunClaim other = new PostgresRunClaims(login(), "vote-tally", "false").claim("run-2", null);
        ScheduledExecutorService job = Executors.newSingleThreadScheduledExecutor();
        AtomicLong checkpoint = new AtomicLong();
        try {
            job.scheduleWithFixedDelay(
                    () -> writeDown(other, checkpoint.incrementAndGet()), 0, 50, TimeUnit.MILLISECONDS);

            assertThatCode(() -> claims.requireMayStart(fromSavepoint())).doesNotThrowAnyException();
        } finally {
            job.shutdownNow();
            job.awaitTermination(1, TimeUnit.MINUTES);
        }
    }

    private static void writeDown(RunClaim claim, long checkpoint) {
        try {
            claim.checkpointCompleted(checkpoint);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Configuration fromSavepoint() {
        return new Configuration().set(StateRecoveryOptions.SAVEPOINT_PATH, "file:/savepoint");
    }

    @Test
    void brokenConnectionIsOpenedAgain() throws Exception {
        RunClaim claim = claims.claim("run-1", null);
        claim.checkpointCompleted(1);
        breakConnectionsOfJobs();

        claim.checkpointCompleted(2);

        assertThat(rows(RUNS)).containsExactly("vote-casting|election-1|run-1|2");
        claim.release();
    }

    private static void vote() throws Exception {
        execute("INSERT INTO votes VALUES ('v1', 'x', 'c1', 'Ohio', now())");
    }
}
