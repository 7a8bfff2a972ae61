package io.ballotstream.jobs.run;

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
                        "vote-casting starts without state, but its tables already hold what another run wrote: start"
                                + " it from that run's newest checkpoint or savepoint, or seed with --reset.");
        assertThat(rows(RUNS)).containsExactly("vote-casting|election-1|run-1|4");
    }

    @Test
    void runWithoutStateIsRefusedWhereNobodyClaimedTheRows() throws Exception {
        vote();

        assertThatThrownBy(() -> claims.claim("run-1", null)).isInstanceOf(RunRefusedException.class);
        assertThat(rows(RUNS)).isEmpty();
    }

    @Test
    void jobWithoutStateIsNotSubmittedOnceTheOutputsHoldRows() throws Exception {
        Configuration fromSavepoint = new Configuration().set(StateRecoveryOptions.SAVEPOINT_PATH, "file:/savepoint");
        assertThatCode(() -> claims.requireStateOrEmptyOutputs(new Configuration()))
                .doesNotThrowAnyException();
        vote();

        assertThatThrownBy(() -> claims.requireStateOrEmptyOutputs(new Configuration()))
                .isInstanceOf(ServiceFailedException.class)
                .hasMessageStartingWith("vote-casting starts without state, but its tables already hold");
        assertThatCode(() -> claims.requireStateOrEmptyOutputs(fromSavepoint)).doesNotThrowAnyException();
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

        claims.claim("run-2", "election-1").checkpointCompleted(5);

        assertThat(rows(RUNS)).containsExactly("vote-casting|election-1|run-2|5");
    }

    @Test
    void stateOfAnotherElectionIsRefused() throws Exception {
        assertThatThrownBy(() -> claims.claim("run-1", "election-0"))
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
    void checkpointsOfARunThatLostItsClaimAreNotWrittenDown() throws Exception {
        RunClaim lost = claims.claim("run-1", null);
        claims.claim("run-2", null).checkpointCompleted(1);

        lost.checkpointCompleted(70);

        assertThat(rows(RUNS)).containsExactly("vote-casting|election-1|run-2|1");
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
