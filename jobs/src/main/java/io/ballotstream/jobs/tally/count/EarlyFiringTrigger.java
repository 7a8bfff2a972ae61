package io.ballotstream.jobs.tally.count;

import java.time.Duration;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.triggers.TriggerResult;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/**
 * A trigger for event-time windows that fires soon after the first element, and purges the window, so that the window
 * emits deltas. It fires after a delay in processing time, when the watermark passes the end of the window, or at the
 * end of the input (the last watermark), whichever comes first. For an empty window it registers no timer.
 *
 * <p>Flink's ContinuousProcessingTimeTrigger ignores the watermark. At the end of the input it would lose the elements
 * since its last firing.
 *
 * @param <T> type of the elements
 */
public final class EarlyFiringTrigger<T> extends Trigger<T, TimeWindow> {
    private final long delayMs;

    private final ValueStateDescriptor<Long> dueDescriptor = new ValueStateDescriptor<>("due", Types.LONG);

    /**
     * Creates the trigger.
     *
     * @param delay processing time between the first element and the firing
     */
    public EarlyFiringTrigger(Duration delay) {
        this.delayMs = delay.toMillis();
    }

    @Override
    public TriggerResult onElement(T element, long timestamp, TimeWindow window, TriggerContext ctx) throws Exception {
        ValueState<Long> due = ctx.getPartitionedState(dueDescriptor);
        if (due.value() == null) {
            long time = ctx.getCurrentProcessingTime() + delayMs;
            due.update(time);
            ctx.registerProcessingTimeTimer(time);
            ctx.registerEventTimeTimer(window.maxTimestamp());
        }
        return TriggerResult.CONTINUE;
    }

    @Override
    public TriggerResult onProcessingTime(long time, TimeWindow window, TriggerContext ctx) throws Exception {
        // It is also the window operator's cleanup timer, but the purged window needs no cleanup.
        ctx.deleteEventTimeTimer(window.maxTimestamp());
        ctx.getPartitionedState(dueDescriptor).clear();
        return TriggerResult.FIRE_AND_PURGE;
    }

    @Override
    public TriggerResult onEventTime(long time, TimeWindow window, TriggerContext ctx) throws Exception {
        clear(window, ctx);
        return TriggerResult.FIRE_AND_PURGE;
    }

    @Override
    public void clear(TimeWindow window, TriggerContext ctx) throws Exception {
        ValueState<Long> due = ctx.getPartitionedState(dueDescriptor);
        if (due.value() != null) {
            ctx.deleteProcessingTimeTimer(due.value());
            ctx.deleteEventTimeTimer(window.maxTimestamp());
            due.clear();
        }
    }

    @Override
    public String toString() {
        return "EarlyFiringTrigger(" + delayMs + " ms)";
    }
}
