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
    /** The time between two checkpoints of the casting job. */
    private static final long BURSTS_MS = 150;

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
    void countsAreHeldLongerWhileManyVotesArriveInBursts() throws Exception {
        int burst = PreAggregator.MANY_VOTES / 3 + 1;
        long started = bursts(20, burst, 0);
        int before = harness.extractOutputValues().size();

        long ended = bursts(20, burst, started);
        assertThat(harness.extractOutputValues())
                .as("counts during the second 20 bursts")
                .hasSizeBetween(
                        before + 1, before + (int) ((ended - started) / (PreAggregator.LONGEST_HOLD_MS - BURSTS_MS)));

        advance(ended, ended + PreAggregator.LONGEST_HOLD_MS);
        assertThat(harness.extractOutputValues().stream()
                        .mapToLong(Delta::votes)
                        .sum())
                .as("all votes are emitted soon after the last burst")
                .isEqualTo(40L * burst);
    }

    @Test
    void countsAreNotHeldLongerWhileFewVotesArriveInBursts() throws Exception {
        int burst = PreAggregator.MANY_VOTES / 5;
        for (int number = 0; number < 20; number++) {
            for (int vote = 0; vote < burst; vote++) {
                vote("Ohio", "c1", START);
            }
            advance(number * BURSTS_MS, number * BURSTS_MS + PreAggregator.HOLD_MS);
            assertThat(harness.extractOutputValues())
                    .hasSize(number + 1)
                    .last()
                    .isEqualTo(new Delta(START, "Ohio", "c1", burst, START));
            advance(number * BURSTS_MS + PreAggregator.HOLD_MS, (number + 1) * BURSTS_MS);
        }
    }

    /** Sends votes every {@link #BURSTS_MS}, from a time on, and returns the time after them. */
    private long bursts(int number, int votes, long from) throws Exception {
        long time = from;
        for (int burst = 0; burst < number; burst++) {
            for (int vote = 0; vote < votes; vote++) {
                vote("Ohio", "c1", START);
            }
            advance(time, time + BURSTS_MS);
            time += BURSTS_MS;
        }
        return time;
    }

    /** Each timer sees its own time, as it does on a machine with time to spare. */
    private void advance(long from, long to) throws Exception {
        for (long time = from + 1; time <= to; time++) {
            harness.setProcessingTime(time);
        }
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
