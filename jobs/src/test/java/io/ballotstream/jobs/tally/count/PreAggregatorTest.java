package io.ballotstream.jobs.tally.count;

import static io.ballotstream.jobs.tally.Votes.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.jobs.tally.read.OnTimeVote;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PreAggregatorTest {
    private static final long WINDOW_MS = 10_000;

    private OneInputStreamOperatorTestHarness<OnTimeVote, Delta> harness;

    @BeforeEach
    void open() throws Exception {
        harness = new OneInputStreamOperatorTestHarness<>(new PreAggregator(WINDOW_MS));
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void votesOfOneWindowLocationAndCandidateBecomeOneDelta() throws Exception {
        vote("Ohio", "c1", START);
        vote("Ohio", "c1", START + 9_999);
        vote("Ohio", "c1", START + 5);
        harness.setProcessingTime(PreAggregator.HOLD_MS);
        assertThat(harness.getRecordOutput())
                .containsExactly(new StreamRecord<>(new Delta(START, "Ohio", "c1", 3, START + 9_999), START + 9_999));
    }

    @Test
    void votesOfDifferentWindowsLocationsOrCandidatesAreNotAdded() throws Exception {
        vote("Ohio", "c1", START);
        vote("Ohio", "c2", START);
        vote("Utah", "c1", START);
        vote("Ohio", "c1", START + WINDOW_MS);
        harness.setProcessingTime(PreAggregator.HOLD_MS);
        assertThat(harness.extractOutputValues())
                .containsExactlyInAnyOrder(
                        new Delta(START, "Ohio", "c1", 1, START),
                        new Delta(START, "Ohio", "c2", 1, START),
                        new Delta(START, "Utah", "c1", 1, START),
                        new Delta(START + WINDOW_MS, "Ohio", "c1", 1, START + WINDOW_MS));
    }

    @Test
    void voteIsEmittedOnceAfterTheMaximumDelay() throws Exception {
        vote("Ohio", "c1", START);
        harness.setProcessingTime(PreAggregator.HOLD_MS - 1);
        assertThat(harness.extractOutputValues()).isEmpty();
        harness.setProcessingTime(PreAggregator.HOLD_MS);
        harness.setProcessingTime(10 * PreAggregator.HOLD_MS);
        assertThat(harness.extractOutputValues()).containsExactly(new Delta(START, "Ohio", "c1", 1, START));

        vote("Ohio", "c1", START + 1);
        harness.setProcessingTime(11 * PreAggregator.HOLD_MS);
        assertThat(harness.extractOutputValues())
                .containsExactly(
                        new Delta(START, "Ohio", "c1", 1, START), new Delta(START, "Ohio", "c1", 1, START + 1));
    }

    @Test
    void countsAreHeldLongerWhileManyVotesArrive() throws Exception {
        long time = 0;
        while (time < PreAggregator.LONGEST_HOLD_MS) {
            assertThat(harness.extractOutputValues()).isEmpty();
            for (int vote = 0; vote <= PreAggregator.MANY_VOTES; vote++) {
                vote("Ohio", "c1", START);
            }
            time += PreAggregator.HOLD_MS;
            harness.setProcessingTime(time);
        }
        long votes = PreAggregator.LONGEST_HOLD_MS / PreAggregator.HOLD_MS * (PreAggregator.MANY_VOTES + 1);
        assertThat(harness.extractOutputValues()).containsExactly(new Delta(START, "Ohio", "c1", votes, START));
    }

    @Test
    void countsAreNotHeldOnceFewVotesArrive() throws Exception {
        for (int vote = 0; vote <= PreAggregator.MANY_VOTES; vote++) {
            vote("Ohio", "c1", START);
        }
        harness.setProcessingTime(PreAggregator.HOLD_MS);
        assertThat(harness.extractOutputValues()).isEmpty();
        harness.setProcessingTime(2 * PreAggregator.HOLD_MS);
        assertThat(harness.extractOutputValues())
                .containsExactly(new Delta(START, "Ohio", "c1", PreAggregator.MANY_VOTES + 1, START));
    }

    @Test
    void watermarkWithoutCountsPassesAtOnce() throws Exception {
        harness.processWatermark(START);
        assertThat(harness.getOutput()).containsExactly(new Watermark(START));
    }

    @Test
    void watermarkComesAfterTheCountsBeforeIt() throws Exception {
        vote("Ohio", "c1", START);
        harness.processWatermark(START - 1);
        harness.processWatermark(START);
        assertThat(harness.getOutput()).isEmpty();
        harness.setProcessingTime(PreAggregator.HOLD_MS);
        assertThat(harness.getOutput())
                .containsExactly(
                        new StreamRecord<>(new Delta(START, "Ohio", "c1", 1, START), START), new Watermark(START));
    }

    /** A Flink source whose input ends can emit a periodic watermark after the last one. */
    @Test
    void smallerWatermarkDoesNotReplaceTheLastOne() throws Exception {
        vote("Ohio", "c1", START);
        harness.processWatermark(Watermark.MAX_WATERMARK);
        harness.processWatermark(START);
        harness.endInput();
        assertThat(harness.getOutput())
                .containsExactly(
                        new StreamRecord<>(new Delta(START, "Ohio", "c1", 1, START), START), Watermark.MAX_WATERMARK);
    }

    @Test
    void bufferIsFlushedBeforeTheInputBecomesIdle() throws Exception {
        vote("Ohio", "c1", START);
        harness.processWatermark(START);
        harness.processWatermarkStatus(WatermarkStatus.IDLE);
        assertThat(harness.getOutput())
                .containsExactly(
                        new StreamRecord<>(new Delta(START, "Ohio", "c1", 1, START), START),
                        new Watermark(START),
                        WatermarkStatus.IDLE);
    }

    @Test
    void bufferIsFlushedBeforeACheckpointBarrier() throws Exception {
        vote("Ohio", "c1", START);
        harness.prepareSnapshotPreBarrier(1);
        assertThat(harness.extractOutputValues()).containsExactly(new Delta(START, "Ohio", "c1", 1, START));
    }

    @Test
    void bufferIsFlushedAtTheEndOfTheInput() throws Exception {
        vote("Ohio", "c1", START);
        harness.endInput();
        assertThat(harness.extractOutputValues()).containsExactly(new Delta(START, "Ohio", "c1", 1, START));
    }

    @Test
    void fullBufferIsFlushed() throws Exception {
        for (int number = 0; number < PreAggregator.MOST_COUNTS; number++) {
            assertThat(harness.extractOutputValues()).isEmpty();
            vote("Place " + number, "c1", START);
        }
        assertThat(harness.extractOutputValues()).hasSize(PreAggregator.MOST_COUNTS);
    }

    private void vote(String location, String candidateId, long votingTime) throws Exception {
        harness.processElement(new OnTimeVote(location, candidateId, votingTime), votingTime);
    }
}
