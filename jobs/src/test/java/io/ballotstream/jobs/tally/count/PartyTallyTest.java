package io.ballotstream.jobs.tally.count;

import static io.ballotstream.jobs.tally.Votes.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.jobs.tally.Votes;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PartyTallyTest {
    private static final long END = START + 10_000;
    private static final long KEPT_MS = Duration.ofHours(24).plusMinutes(10).toMillis();

    private KeyedOneInputStreamOperatorTestHarness<String, PartyDelta, PartyTotal> harness;

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
    void deltasOfAllWindowsAddUpToThePartysTotal() throws Exception {
        add(START, "North", 2, START + 3);
        add(END, "North", 3, END + 1);
        add(START, "", 7, START);
        add(START, "North", 1, START + 1);

        assertThat(harness.extractOutputValues())
                .containsExactly(
                        new PartyTotal("North", 2, START + 3),
                        new PartyTotal("North", 5, END + 1),
                        new PartyTotal("", 7, START),
                        new PartyTotal("North", 6, END + 1));
    }

    @Test
    void eachWindowHasItsOwnCount() throws Exception {
        add(START, "North", 2, START);
        add(END, "North", 3, END);
        add(START, "North", 4, START + 5);

        assertThat(harness.getSideOutput(PartyTally.WINDOWS).stream().map(StreamRecord::getValue))
                .containsExactly(
                        new PartyWindow(START, END, "North", 2),
                        new PartyWindow(END, END + 10_000, "North", 3),
                        new PartyWindow(START, END, "North", 6));
    }

    @Test
    void restoredTallyContinuesCounting() throws Exception {
        add(START, "North", 2, START);
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();
        harness = harness();
        harness.initializeState(state);
        harness.open();
        add(START, "North", 1, START - 1);

        assertThat(harness.extractOutputValues()).containsExactly(new PartyTotal("North", 3, START));
        assertThat(harness.getSideOutput(PartyTally.WINDOWS).stream().map(StreamRecord::getValue))
                .containsExactly(new PartyWindow(START, END, "North", 3));
    }

    @Test
    void expiredWindowIsRemoved() throws Exception {
        add(START, "North", 2, START);
        harness.processWatermark(END + KEPT_MS);

        assertThat(harness.numEventTimeTimers()).isZero();
    }

    private void add(long windowStart, String party, long votes, long asOf) throws Exception {
        harness.processElement(new PartyDelta(windowStart, party, votes, asOf), asOf);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, PartyDelta, PartyTotal> harness() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new PartyTally(Votes.WINDOWS)), PartyDelta::party, Types.STRING);
    }
}
