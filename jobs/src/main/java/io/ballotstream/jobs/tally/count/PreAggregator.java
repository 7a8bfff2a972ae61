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
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Pre-aggregates votes before the shuffle, so that the network transfers a few counts instead of every vote.
 *
 * <p>It emits its counts after {@link #HOLD_MS} of processing time, and before each checkpoint barrier and the end of
 * the input. So it is empty when a checkpoint is taken, and needs no state. While many votes arrive, it holds its counts
 * for up to {@link #LONGEST_HOLD_MS}, so that a count adds up more votes. Votes arrive in bursts, one for each checkpoint
 * of the casting job, so a longer time than the one between two bursts decides whether they are many. A watermark waits
 * for the counts before it.
 *
 * <p>It is an operator, because a function is not called before a checkpoint barrier.
 */
public final class PreAggregator extends AbstractStreamOperator<Delta>
        implements OneInputStreamOperator<OnTimeVote, Delta>, BoundedOneInput, ProcessingTimeCallback {
    /** The delay of a vote, in milliseconds, unless many arrive. */
    static final long HOLD_MS = 20;

    /** The maximum delay of a vote, in milliseconds. */
    static final long LONGEST_HOLD_MS = 500;

    /** More votes than this number within {@link #LONGEST_HOLD_MS} are many. */
    static final int MANY_VOTES = 5000;

    /** The maximum number of counts in memory. */
    static final int MOST_COUNTS = 10_000;

    private final long windowMs;

    private transient Map<Cell, Count> counts;
    private transient boolean timerIsSet;
    private transient long heldSince;
    private transient long intervalStart;
    private transient int votesInInterval;
    private transient int votesInIntervalBefore;
    private transient Watermark heldWatermark;

    /**
     * Creates the operator.
     *
     * @param windowMs size of the event-time windows, in milliseconds
     */
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
    public void processElement(StreamRecord<OnTimeVote> element) throws Exception {
        OnTimeVote vote = element.getValue();
        if (counts.isEmpty()) {
            heldSince = getProcessingTimeService().getCurrentProcessingTime();
            setTimer(heldSince);
        }
        long windowStart = TimeWindow.getWindowStartWithOffset(vote.votingTime(), 0, windowMs);
        Count count =
                counts.computeIfAbsent(new Cell(windowStart, vote.location(), vote.candidateId()), cell -> new Count());
        count.votes++;
        count.asOf = Math.max(count.asOf, vote.votingTime());
        votesInInterval++;
        if (counts.size() >= MOST_COUNTS) {
            flush();
        }
    }

    private void setTimer(long now) {
        if (!timerIsSet) {
            timerIsSet = true;
            getProcessingTimeService().registerTimer(now + HOLD_MS, this);
        }
    }

    @Override
    public void onProcessingTime(long time) throws Exception {
        timerIsSet = false;
        long now = getProcessingTimeService().getCurrentProcessingTime();
        if (manyVotesArrive(now) && now + HOLD_MS - heldSince <= LONGEST_HOLD_MS) {
            setTimer(now);
        } else {
            flush();
        }
    }

    /** Compares the intervals of {@link #LONGEST_HOLD_MS} that contain now and the time before. */
    private boolean manyVotesArrive(long now) {
        long sinceStart = now - intervalStart;
        if (sinceStart >= LONGEST_HOLD_MS) {
            votesInIntervalBefore = sinceStart < 2 * LONGEST_HOLD_MS ? votesInInterval : 0;
            votesInInterval = 0;
            intervalStart = now;
        }
        return Math.max(votesInInterval, votesInIntervalBefore) > MANY_VOTES;
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (counts.isEmpty()) {
            super.processWatermark(mark);
        } else if (heldWatermark == null || mark.getTimestamp() > heldWatermark.getTimestamp()) {
            heldWatermark = mark;
        }
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) throws Exception {
        // An idle input drops watermarks, also the one that waits here.
        flush();
        super.processWatermarkStatus(status);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        flush();
    }

    @Override
    public void endInput() throws Exception {
        flush();
    }

    private void flush() throws Exception {
        // A delta has the timestamp of its newest vote, so that it is assigned to the window of its votes.
        counts.forEach((cell, count) -> output.collect(new StreamRecord<>(
                new Delta(cell.windowStart(), cell.location(), cell.candidateId(), count.votes, count.asOf),
                count.asOf)));
        counts.clear();
        if (heldWatermark != null) {
            super.processWatermark(heldWatermark);
            heldWatermark = null;
        }
    }
}
