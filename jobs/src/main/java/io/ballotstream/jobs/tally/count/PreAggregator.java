package io.ballotstream.jobs.tally.count;

import io.ballotstream.jobs.tally.read.OnTimeVote;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Adds votes up before they are shuffled, so that the network carries a few counts instead of every vote.
 *
 * <p>It holds votes back for at most {@link #HOLD_MS} of processing time, and never over a watermark, a checkpoint
 * barrier or the end of the input. There is therefore nothing in it when a checkpoint is taken, and it needs no state.
 *
 * <p>An operator rather than a function, because only an operator is told that a barrier is about to pass.
 */
public final class PreAggregator extends AbstractStreamOperator<Delta>
        implements OneInputStreamOperator<OnTimeVote, Delta>, BoundedOneInput, ProcessingTimeCallback {
    /** How long a vote waits for others, in milliseconds. */
    static final long HOLD_MS = 100;

    /** How many counts are held at most. */
    static final int MOST_COUNTS = 10_000;

    private final long windowMs;

    private transient Map<Cell, Count> counts;
    private transient boolean timerIsSet;

    /** @param windowMs the size of the windows that votes are counted in, in milliseconds */
    public PreAggregator(long windowMs) {
        this.windowMs = windowMs;
    }

    private record Cell(long windowStart, String location, String candidateId) {}

    private static final class Count {
        private long votes;
        private long asOf = Long.MIN_VALUE;
    }

    @Override
    public void open() throws Exception {
        super.open();
        counts = new HashMap<>();
    }

    @Override
    public void processElement(StreamRecord<OnTimeVote> element) {
        OnTimeVote vote = element.getValue();
        long windowStart = TimeWindow.getWindowStartWithOffset(vote.votingTime(), 0, windowMs);
        Count count =
                counts.computeIfAbsent(new Cell(windowStart, vote.location(), vote.candidateId()), cell -> new Count());
        count.votes++;
        count.asOf = Math.max(count.asOf, vote.votingTime());
        if (counts.size() >= MOST_COUNTS) {
            flush();
        } else if (!timerIsSet) {
            timerIsSet = true;
            getProcessingTimeService()
                    .registerTimer(getProcessingTimeService().getCurrentProcessingTime() + HOLD_MS, this);
        }
    }

    @Override
    public void onProcessingTime(long time) {
        timerIsSet = false;
        flush();
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        flush();
        super.processWatermark(mark);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        flush();
    }

    @Override
    public void endInput() {
        flush();
    }

    private void flush() {
        // The time of a delta is that of its newest vote, so that it falls into the window of its votes.
        counts.forEach((cell, count) -> output.collect(new StreamRecord<>(
                new Delta(cell.windowStart(), cell.location(), cell.candidateId(), count.votes, count.asOf),
                count.asOf)));
        counts.clear();
    }
}
