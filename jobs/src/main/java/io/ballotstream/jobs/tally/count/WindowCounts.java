package io.ballotstream.jobs.tally.count;

import java.io.Serializable;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;

/**
 * The running counts of a key, per window: kept for a time of event time after the window's end, so that a vote that
 * comes when its window is long closed is still added to the others.
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

    /** Adds votes to their window and returns the window's votes so far. */
    long add(long windowStart, long moreVotes, TimerService timers) throws Exception {
        Long before = votesByWindowStart.get(windowStart);
        if (before == null) {
            timers.registerEventTimeTimer(end(windowStart) + keptMs);
        }
        long votes = (before == null ? 0 : before) + moreVotes;
        votesByWindowStart.put(windowStart, votes);
        return votes;
    }

    /** Forgets the window whose time is up, given the time of the event-time timer that says so. */
    void forget(long timer) throws Exception {
        votesByWindowStart.remove(timer - keptMs - windowMs);
    }
}
