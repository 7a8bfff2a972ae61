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
 * Adds up a key's deltas to a total per candidate for the whole election and to counts per window, which go to a side
 * output. After each delta it emits the changed absolute values.
 *
 * @param <T> type of a total
 * @param <W> type of a window's count
 */
abstract class RunningTally<T, W> extends KeyedProcessFunction<String, Delta, T> {
    private final WindowCounts windows;
    private final OutputTag<W> windowOutput;

    private transient MapState<String, RunningTotal> totals;

    RunningTally(TallyWindows windows, OutputTag<W> windowOutput) {
        this.windows = new WindowCounts(windows);
        this.windowOutput = windowOutput;
    }

    /** Creates the total after a delta. */
    abstract T total(Delta delta, RunningTotal total);

    /** Creates the count of a delta's window. */
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

    /** The key's votes for a candidate, who must have at least one. */
    final long votes(String candidateId) throws Exception {
        return totals.get(candidateId).votes();
    }

    @Override
    public void onTimer(long timer, OnTimerContext ctx, Collector<T> out) throws Exception {
        windows.forget(timer, ctx.timerService());
    }
}
