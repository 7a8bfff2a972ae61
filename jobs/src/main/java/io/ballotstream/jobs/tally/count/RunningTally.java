package io.ballotstream.jobs.tally.count;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Adds up a key's deltas: to a running total per candidate for the whole election and, on a side output, to a running
 * count per window. After each delta it emits the absolute values that have changed.
 *
 * @param <T> the total, as a table keeps it
 * @param <W> the count of a window, as a table keeps it
 */
abstract class RunningTally<T, W> extends KeyedProcessFunction<String, Delta, T> {
    private final WindowCounts windows;
    private final OutputTag<W> windowOutput;

    private transient MapState<String, RunningTotal> totals;

    RunningTally(TallyWindows windows, OutputTag<W> windowOutput) {
        this.windows = new WindowCounts(windows);
        this.windowOutput = windowOutput;
    }

    /** The total that the delta has raised. */
    abstract T total(Delta delta, RunningTotal total);

    /** The count of the delta's window. */
    abstract W window(Delta delta, long windowEnd, long votes);

    @Override
    public void open(OpenContext context) throws Exception {
        totals = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("totals", Types.STRING, TypeInformation.of(RunningTotal.class)));
        windows.open(getRuntimeContext());
    }

    @Override
    public void processElement(Delta delta, Context ctx, Collector<T> out) throws Exception {
        RunningTotal before = totals.get(delta.candidateId());
        RunningTotal after = before == null
                ? new RunningTotal(delta.votes(), delta.asOf())
                : before.plus(delta.votes(), delta.asOf());
        totals.put(delta.candidateId(), after);
        out.collect(total(delta, after));

        long votes = windows.add(delta.windowStart(), delta.votes(), ctx.timerService());
        ctx.output(windowOutput, window(delta, windows.end(delta.windowStart()), votes));
    }

    /** The key's votes so far for a candidate who has some. */
    final long votes(String candidateId) throws Exception {
        return totals.get(candidateId).votes();
    }

    @Override
    public void onTimer(long timer, OnTimerContext ctx, Collector<T> out) throws Exception {
        windows.forget(timer);
    }
}
