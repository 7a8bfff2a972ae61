package io.ballotstream.jobs.tally;

import static io.ballotstream.jobs.tally.Votes.SETTINGS;
import static io.ballotstream.jobs.tally.Votes.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.jobs.tally.count.Delta;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the graph's window operator with its trigger. */
class WindowsTest {
    private static final long FIRING_MS = 250;
    private static final long LAST_MS_OF_WINDOW = START + 9_999;

    private KeyedOneInputStreamOperatorTestHarness<Tuple2<String, String>, Delta, Delta> harness;

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
    void windowFiresSomeTimeAfterItsFirstCount() throws Exception {
        harness.setProcessingTime(1_000);
        count(2, START + 1);
        harness.setProcessingTime(1_000 + FIRING_MS - 1);
        count(3, START + 9);
        assertThat(harness.extractOutputValues()).isEmpty();
        harness.setProcessingTime(1_000 + FIRING_MS);
        assertThat(harness.extractOutputValues()).containsExactly(delta(5, START + 9));
    }

    @Test
    void eachFiringEmitsTheDeltaSinceThePreviousOne() throws Exception {
        count(2, START);
        harness.setProcessingTime(FIRING_MS);
        count(4, START + 1);
        harness.setProcessingTime(2 * FIRING_MS);
        assertThat(harness.extractOutputValues()).containsExactly(delta(2, START), delta(4, START + 1));
    }

    @Test
    void watermarkPassingTheEndFiresImmediately() throws Exception {
        count(2, START);
        harness.processWatermark(LAST_MS_OF_WINDOW - 1);
        assertThat(harness.extractOutputValues()).isEmpty();
        harness.processWatermark(LAST_MS_OF_WINDOW);
        assertThat(harness.extractOutputValues()).containsExactly(delta(2, START));
    }

    @Test
    void endOfInputFiresTheLastDelta() throws Exception {
        count(2, START);
        harness.setProcessingTime(FIRING_MS);
        count(1, START + 1);
        harness.processWatermark(Watermark.MAX_WATERMARK);
        harness.endInput();
        assertThat(harness.extractOutputValues()).containsExactly(delta(2, START), delta(1, START + 1));
    }

    @Test
    void emptyWindowKeepsNeitherStateNorTimer() throws Exception {
        count(2, START);
        assertThat(harness.numProcessingTimeTimers()).isEqualTo(1);
        assertThat(harness.numEventTimeTimers()).isEqualTo(1);
        harness.setProcessingTime(FIRING_MS);
        assertThatNothingIsLeft();
    }

    @Test
    void closedWindowKeepsNeitherStateNorTimer() throws Exception {
        count(2, START);
        harness.processWatermark(LAST_MS_OF_WINDOW);
        assertThatNothingIsLeft();
        harness.setProcessingTime(10 * FIRING_MS);
        assertThat(harness.extractOutputValues()).containsExactly(delta(2, START));
    }

    @Test
    void countsOfAClosedWindowBypassItWithoutState() throws Exception {
        harness.processWatermark(LAST_MS_OF_WINDOW);
        count(2, START);
        assertThat(harness.extractOutputValues()).isEmpty();
        assertThat(harness.getSideOutput(VoteTallyGraph.OF_CLOSED_WINDOWS))
                .containsExactly(new StreamRecord<>(delta(2, START), START));
        assertThatNothingIsLeft();
    }

    @Test
    void restoredWindowFiresItsCountOnce() throws Exception {
        count(2, START);
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        harness.close();
        harness = harness();
        harness.initializeState(snapshot);
        harness.open();
        harness.processElement(delta(3, START + 5), START + 5);
        harness.setProcessingTime(FIRING_MS);
        harness.processWatermark(Watermark.MAX_WATERMARK);
        assertThat(harness.extractOutputValues()).containsExactly(delta(5, START + 5));
    }

    private void assertThatNothingIsLeft() {
        assertThat(List.of(
                        harness.numKeyedStateEntries(),
                        harness.numProcessingTimeTimers(),
                        harness.numEventTimeTimers()))
                .containsExactly(0, 0, 0);
    }

    private void count(long votes, long time) throws Exception {
        harness.processElement(delta(votes, time), time);
    }

    private static Delta delta(long votes, long time) {
        return Votes.delta("Ohio", "c1", votes, time);
    }

    private static KeyedOneInputStreamOperatorTestHarness<Tuple2<String, String>, Delta, Delta> harness()
            throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment();
        return new KeyedOneInputStreamOperatorTestHarness<>(
                operator(VoteTallyGraph.windows(environment.fromData(Delta.class, delta(1, START)), SETTINGS)
                        .getTransformation()),
                delta -> Tuple2.of(delta.location(), delta.candidateId()),
                Types.TUPLE(Types.STRING, Types.STRING));
    }

    private static StreamOperatorFactory<Delta> operator(
            org.apache.flink.api.dag.Transformation<Delta> transformation) {
        return ((OneInputTransformation<?, Delta>) transformation).getOperatorFactory();
    }
}
