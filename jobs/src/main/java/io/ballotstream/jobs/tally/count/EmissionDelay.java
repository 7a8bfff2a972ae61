package io.ballotstream.jobs.tally.count;

import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * Limits how often a key emits: the first change starts a delay, which ends after some processing time or at the end of
 * the input. A key without changes has no timer.
 */
final class EmissionDelay implements Serializable {
    // The last watermark of a bounded input, which fires all remaining event-time timers.
    private static final long END_OF_INPUT = Watermark.MAX_WATERMARK.getTimestamp();

    private static final int LONGEST = 4;

    private final long delayMs;

    private transient int factor;
    private transient ValueState<Long> due;

    EmissionDelay(Duration delay) {
        this.delayMs = delay.toMillis();
    }

    /**
     * Sets the delay. With many contenders or locations it is longer, because there are as many results.
     *
     * @param many their number
     * @param few for each multiple of this number, the delay is longer, up to four times as long
     */
    void open(RuntimeContext context, int many, int few) {
        factor = Math.min(LONGEST, 1 + many / few);
        due = context.getState(new ValueStateDescriptor<>("emission-due", Types.LONG));
    }

    /**
     * Starts the delay, unless it is already running. Returns whether to emit now instead, because the input has ended:
     * then no timer fires anymore.
     */
    boolean startOrEmit(TimerService timers) throws Exception {
        if (timers.currentWatermark() == END_OF_INPUT) {
            return true;
        }
        if (due.value() == null) {
            long time = timers.currentProcessingTime() + delayMs * factor;
            due.update(time);
            timers.registerProcessingTimeTimer(time);
            timers.registerEventTimeTimer(END_OF_INPUT);
        }
        return false;
    }

    /** Ends the delay if the timer belongs to it, and returns whether it does. */
    boolean endsWith(TimeDomain domain, long timer, TimerService timers) throws Exception {
        if (domain == TimeDomain.EVENT_TIME && timer != END_OF_INPUT) {
            return false;
        }
        timers.deleteProcessingTimeTimer(due.value());
        timers.deleteEventTimeTimer(END_OF_INPUT);
        due.clear();
        return true;
    }
}
