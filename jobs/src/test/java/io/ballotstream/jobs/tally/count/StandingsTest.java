package io.ballotstream.jobs.tally.count;

import static io.ballotstream.jobs.tally.Votes.SETTINGS;
import static io.ballotstream.jobs.tally.Votes.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.jobs.election.ElectionSource;
import io.ballotstream.jobs.election.TallySetup;
import io.ballotstream.jobs.tally.Votes;
import io.ballotstream.model.Candidate;
import io.ballotstream.model.CandidateResult;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StandingsTest {
    private static final long DELAY_MS = SETTINGS.earlyFiring().toMillis();

    private KeyedOneInputStreamOperatorTestHarness<String, CandidateTotal, CandidateResult> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void everyCandidateHasAResultAfterTheFirstVote() throws Exception {
        add("c2", 1, START);
        harness.setProcessingTime(DELAY_MS);
        assertThat(harness.extractOutputValues())
                .containsExactly(
                        new CandidateResult("c2", "Bob", "South", 1, 1.0, 1, START),
                        new CandidateResult("c1", "Ada", "North", 0, 0.0, 2, START),
                        new CandidateResult("c10", "Cy", "West", 0, 0.0, 3, START));
    }

    @Test
    void totalsAfterTheEndOfTheInputAreRankedAtOnce() throws Exception {
        add("c2", 1, START);
        harness.processWatermark(Watermark.MAX_WATERMARK);
        add("c2", 2, START + 1);
        assertThat(harness.extractOutputValues())
                .contains(new CandidateResult("c2", "Bob", "South", 2, 1.0, 1, START + 1));
    }

    private record ManyCandidates() implements Votes.SourceForTally {
        @Override
        public TallySetup forTally() {
            return new TallySetup(
                    IntStream.rangeClosed(1, 4501)
                            .mapToObj(n -> new Candidate("c" + n, n, "Candidate " + n, "Party"))
                            .toList(),
                    Votes.SETUP.locations());
        }
    }

    @Test
    void thousandsOfCandidatesLengthenTheDelay() throws Exception {
        harness.close();
        harness = harness(new ManyCandidates());
        harness.open();
        add("c4000", 1, START);
        harness.setProcessingTime(4 * DELAY_MS - 1);
        assertThat(harness.extractOutputValues()).isEmpty();

        harness.setProcessingTime(4 * DELAY_MS);
        assertThat(harness.extractOutputValues())
                .hasSize(4501)
                .first()
                .isEqualTo(new CandidateResult("c4000", "Candidate 4000", "Party", 1, 1.0, 1, START));
    }

    @Test
    void ballotNumberBreaksTies() throws Exception {
        add("c10", 2, START);
        add("c2", 2, START + 1);
        add("c1", 4, START);
        harness.setProcessingTime(DELAY_MS);
        assertThat(harness.extractOutputValues())
                .containsExactly(
                        new CandidateResult("c1", "Ada", "North", 4, 0.5, 1, START + 1),
                        new CandidateResult("c2", "Bob", "South", 2, 0.25, 2, START + 1),
                        new CandidateResult("c10", "Cy", "West", 2, 0.25, 3, START + 1));
    }

    @Test
    void onlyTheNewestTotalsWithinTheDelayAreRanked() throws Exception {
        add("c1", 1, START);
        harness.setProcessingTime(DELAY_MS - 1);
        add("c1", 4, START + 5);
        assertThat(harness.extractOutputValues()).isEmpty();
        harness.setProcessingTime(DELAY_MS);
        harness.setProcessingTime(10 * DELAY_MS);
        assertThat(harness.extractOutputValues())
                .extracting(CandidateResult::totalVotes)
                .containsExactly(4L, 0L, 0L);
    }

    @Test
    void unchangedResultIsNotEmittedAgain() throws Exception {
        add("c1", 4, START);
        harness.setProcessingTime(DELAY_MS);
        add("c1", 4, START);
        harness.setProcessingTime(2 * DELAY_MS);
        assertThat(harness.extractOutputValues()).hasSize(3);
        assertThat(harness.numProcessingTimeTimers()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void lastStateIsEmittedAtTheEndOfTheInput() throws Exception {
        add("c1", 3, START);
        harness.setProcessingTime(DELAY_MS);
        add("c2", 1, START + 1);
        harness.processWatermark(Watermark.MAX_WATERMARK);
        assertThat(harness.extractOutputValues())
                .endsWith(
                        new CandidateResult("c1", "Ada", "North", 3, 0.75, 1, START + 1),
                        new CandidateResult("c2", "Bob", "South", 1, 0.25, 2, START + 1),
                        new CandidateResult("c10", "Cy", "West", 0, 0.0, 3, START + 1));
    }

    @Test
    void restoredStandingsEmitOnlyPendingResults() throws Exception {
        add("c1", 3, START);
        harness.setProcessingTime(DELAY_MS);
        add("c2", 3, START);
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        harness.close();
        harness = harness();
        harness.initializeState(snapshot);
        harness.open();
        harness.setProcessingTime(2 * DELAY_MS);
        assertThat(harness.extractOutputValues())
                .containsExactly(
                        new CandidateResult("c1", "Ada", "North", 3, 0.5, 1, START),
                        new CandidateResult("c2", "Bob", "South", 3, 0.5, 2, START));
    }

    private void add(String candidateId, long votes, long asOf) throws Exception {
        harness.processElement(new CandidateTotal(candidateId, votes, asOf), asOf);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, CandidateTotal, CandidateResult> harness()
            throws Exception {
        return harness(new Votes.Source());
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, CandidateTotal, CandidateResult> harness(
            ElectionSource election) throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new Standings(election, SETTINGS.earlyFiring())),
                total -> Standings.KEY,
                Types.STRING);
    }
}
