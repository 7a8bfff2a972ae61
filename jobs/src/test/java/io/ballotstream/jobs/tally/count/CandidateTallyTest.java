package io.ballotstream.jobs.tally.count;

import static io.ballotstream.jobs.tally.Votes.START;
import static io.ballotstream.jobs.tally.Votes.delta;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.jobs.tally.Votes;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CandidateTallyTest {
    private static final long END = START + 10_000;
    private static final long KEPT_MS = Duration.ofHours(24).plusMinutes(10).toMillis();

    private KeyedOneInputStreamOperatorTestHarness<String, Delta, CandidateTotal> harness;

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
    void deltasOfAllLocationsAndWindowsAddUpToTheTotal() throws Exception {
        add(delta("Ohio", "c1", 2, START + 3));
        add(delta("Utah", "c1", 3, START + 10_001));
        add(delta("Utah", "c2", 7, START));
        add(delta("Ohio", "c1", 1, START + 1));
        assertThat(harness.extractOutputValues())
                .containsExactly(
                        new CandidateTotal("c1", 2, START + 3),
                        new CandidateTotal("c1", 5, START + 10_001),
                        new CandidateTotal("c2", 7, START),
                        new CandidateTotal("c1", 6, START + 10_001));
    }

    @Test
    void eachDeltaIsForwardedWithTheCandidatesParty() throws Exception {
        add(delta("Ohio", "c1", 2, START + 3));
        add(delta("Utah", "c2", 7, START + 10_001));
        assertThat(harness.getSideOutput(CandidateTally.PARTIES).stream().map(StreamRecord::getValue))
                .containsExactly(
                        new PartyDelta(START, "North", 2, START + 3), new PartyDelta(END, "South", 7, START + 10_001));
    }

    @Test
    void eachWindowHasItsOwnCount() throws Exception {
        add(delta("Ohio", "c1", 2, START));
        add(delta("Utah", "c1", 3, START + 10_000));
        add(delta("Utah", "c1", 4, START + 5));
        assertThat(windows(harness))
                .containsExactly(
                        new CandidateWindow(START, END, "c1", 2),
                        new CandidateWindow(END, END + 10_000, "c1", 3),
                        new CandidateWindow(START, END, "c1", 6));
    }

    @Test
    void countOfAWindowIsKeptForADayAfterTheAllowedLateness() throws Exception {
        add(delta("Ohio", "c1", 2, START));
        harness.processWatermark(END + KEPT_MS - 1);
        add(delta("Ohio", "c1", 1, START));
        assertThat(windows(harness)).last().isEqualTo(new CandidateWindow(START, END, "c1", 3));
    }

    @Test
    void expiredWindowIsRemovedButNotTheTotal() throws Exception {
        add(delta("Ohio", "c1", 2, START));
        int withoutWindows = harness.numKeyedStateEntries() - 1;
        harness.processWatermark(END + KEPT_MS);
        assertThat(harness.numKeyedStateEntries()).isEqualTo(withoutWindows);
        assertThat(harness.numEventTimeTimers()).isZero();
        add(delta("Ohio", "c1", 1, START + KEPT_MS));
        assertThat(harness.extractOutputValues()).last().isEqualTo(new CandidateTotal("c1", 3, START + KEPT_MS));
    }

    @Test
    void restoredTallyContinuesCounting() throws Exception {
        add(delta("Ohio", "c1", 2, START + 3));
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        harness.close();
        harness = harness();
        harness.initializeState(snapshot);
        harness.open();
        harness.processElement(delta("Utah", "c1", 4, START), START);
        assertThat(harness.extractOutputValues()).containsExactly(new CandidateTotal("c1", 6, START + 3));
        assertThat(windows(harness)).containsExactly(new CandidateWindow(START, END, "c1", 6));
        harness.processWatermark(END + KEPT_MS);
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    private void add(Delta delta) throws Exception {
        harness.processElement(delta, delta.asOf());
    }

    private static List<CandidateWindow> windows(
            KeyedOneInputStreamOperatorTestHarness<String, Delta, CandidateTotal> harness) {
        return harness.getSideOutput(CandidateTally.WINDOWS).stream()
                .map(StreamRecord::getValue)
                .toList();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Delta, CandidateTotal> harness() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new CandidateTally(new Votes.Source(), Votes.WINDOWS)),
                Delta::candidateId,
                Types.STRING);
    }
}
