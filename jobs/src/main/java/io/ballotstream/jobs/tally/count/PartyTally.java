package io.ballotstream.jobs.tally.count;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Adds up a party's deltas to a total for the whole election and to counts per window, which go to a side output. */
public final class PartyTally extends KeyedProcessFunction<String, PartyDelta, PartyTotal> {
    /** The side output of counts per window. */
    public static final OutputTag<PartyWindow> WINDOWS =
            new OutputTag<>("party-windows", TypeInformation.of(PartyWindow.class));

    private final WindowCounts windows;

    private transient ValueState<RunningTotal> total;

    /**
     * Creates the function.
     *
     * @param windows the event-time windows
     */
    public PartyTally(TallyWindows windows) {
        this.windows = new WindowCounts(windows);
    }

    @Override
    public void open(OpenContext context) throws Exception {
        total = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("total", TypeInformation.of(RunningTotal.class)));
        windows.open(getRuntimeContext());
    }

    @Override
    public void processElement(PartyDelta delta, Context ctx, Collector<PartyTotal> out) throws Exception {
        RunningTotal before = total.value();
        RunningTotal after = before == null
                ? new RunningTotal(delta.votes(), delta.asOf())
                : before.plus(delta.votes(), delta.asOf());
        total.update(after);
        out.collect(new PartyTotal(delta.party(), after.votes(), after.asOf()));

        long votes = windows.add(delta.windowStart(), delta.votes(), ctx.timerService());
        ctx.output(
                WINDOWS, new PartyWindow(delta.windowStart(), windows.end(delta.windowStart()), delta.party(), votes));
    }

    @Override
    public void onTimer(long timer, OnTimerContext ctx, Collector<PartyTotal> out) throws Exception {
        windows.forget(timer, ctx.timerService());
    }
}
