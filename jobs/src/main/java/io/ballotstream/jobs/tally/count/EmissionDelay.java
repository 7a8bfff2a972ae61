package io.ballotstream.jobs.tally.count;

import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;

/**
 * Keeps a key from emitting at every change: the first change starts a wait, which ends after a while of processing time
 * or at the end of the input. A key without changes has no timer.
 */
final class EmissionDelay implements Serializable {
    // The last watermark of an input that ends, which fires every event-time timer that is still set.
    private static final long END_OF_INPUT = Long.MAX_VALUE;

    private final long delayMs;

    private transient int factor;
    private transient ValueState<Long> due;

    EmissionDelay(Duration delay) {
        this.delayMs = delay.toMillis();
    }

    void open(RuntimeContext context) {
        open(context, 1);
    }

    /** @param times by how much the wait is longer */
    void open(RuntimeContext context, int times) {
        factor = times;
        due = context.getState(new ValueStateDescriptor<>("emission-due", Types.LONG));
    }

    /** Starts the wait, unless it has started already. */
    void start(TimerService timers) throws Exception {
        if (due.value() == null) {
            long time = timers.currentProcessingTime() + delayMs * factor;
            due.update(time);
            timers.registerProcessingTimeTimer(time);
            timers.registerEventTimeTimer(END_OF_INPUT);
        }
    }

    /** Whether a timer ends the wait rather than being somebody else's; if so, the wait is over. */
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
