package io.ballotstream.jobs.tally.count;

import java.io.Serializable;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * The counts of a key per window, in keyed state. A count stays in state for some event time after the end of its
 * window, so that votes of a closed window are still added to it.
 */
final class WindowCounts implements Serializable {
    private final long windowMs;
    private final long keptMs;

    private transient MapState<Long, Long> votesByWindowStart;

    WindowCounts(TallyWindows windows) {
        this.windowMs = windows.size().toMillis();
        this.keptMs = windows.kept().toMillis();
    }

    void open(RuntimeContext context) {
        votesByWindowStart =
                context.getMapState(new MapStateDescriptor<>("votes-by-window-start", Types.LONG, Types.LONG));
    }

    long end(long windowStart) {
        return windowStart + windowMs;
    }

    /** Adds votes to their window, and returns the new count. */
    long add(long windowStart, long moreVotes, TimerService timers) throws Exception {
        Long before = votesByWindowStart.get(windowStart);
        if (before == null) {
            timers.registerEventTimeTimer(end(windowStart) + keptMs);
        }
        long votes = (before == null ? 0 : before) + moreVotes;
        votesByWindowStart.put(windowStart, votes);
        return votes;
    }

    /**
     * Removes the expired window. Takes the timestamp of the window's event-time timer. The end of the input is not a
     * time at which a window expires: an idle partition does not hold back the last watermark of the others.
     */
    void forget(long timer, TimerService timers) throws Exception {
        if (timers.currentWatermark() < Watermark.MAX_WATERMARK.getTimestamp()) {
            votesByWindowStart.remove(timer - keptMs - windowMs);
        }
    }
}
