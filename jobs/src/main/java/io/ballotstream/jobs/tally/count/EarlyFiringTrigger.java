package io.ballotstream.jobs.tally.count;

import java.time.Duration;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.triggers.TriggerResult;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/**
 * Fires an event-time window soon after its first element, and empties it, so that what comes out are deltas: at the
 * first of a delay of processing time, the watermark passing the window's end, and the end of the input (which is the
 * last watermark). An empty window has no timer of this trigger's.
 *
 * <p>Flink's ContinuousProcessingTimeTrigger will not do: it ignores the watermark and loses what came after its last
 * firing when the input ends.
 */
public final class EarlyFiringTrigger<T> extends Trigger<T, TimeWindow> {
    private final long delayMs;

    private final ValueStateDescriptor<Long> dueDescriptor = new ValueStateDescriptor<>("due", Types.LONG);

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
        // The window operator's timer for its own clean-up is the same one: what is empty needs no cleaning up.
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
