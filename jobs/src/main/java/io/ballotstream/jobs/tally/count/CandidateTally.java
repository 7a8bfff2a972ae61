package io.ballotstream.jobs.tally.count;

import io.ballotstream.jobs.tally.TallySettings;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Adds up a candidate's deltas: to a total for the whole election, and aside to a count per window. */
public final class CandidateTally extends KeyedProcessFunction<String, Delta, CandidateTotal> {
    /** The side output of counts per window. */
    public static final OutputTag<CandidateWindow> WINDOWS =
            new OutputTag<>("candidate-windows", TypeInformation.of(CandidateWindow.class));

    private final WindowCounts windows;

    private transient ValueState<CandidateTotal> total;

    public CandidateTally(TallySettings settings) {
        this.windows = new WindowCounts(settings);
    }

    @Override
    public void open(OpenContext context) {
        total = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("total", TypeInformation.of(CandidateTotal.class)));
        windows.open(getRuntimeContext());
    }

    @Override
    public void processElement(Delta delta, Context ctx, Collector<CandidateTotal> out) throws Exception {
        CandidateTotal before = total.value();
        CandidateTotal after = before == null
                ? new CandidateTotal(delta.candidateId(), delta.votes(), delta.asOf())
                : before.plus(delta);
        total.update(after);
        out.collect(after);

        long votes = windows.add(delta, ctx.timerService());
        ctx.output(
                WINDOWS,
                new CandidateWindow(delta.windowStart(), windows.end(delta.windowStart()), delta.candidateId(), votes));
    }

    @Override
    public void onTimer(long timer, OnTimerContext ctx, Collector<CandidateTotal> out) throws Exception {
        windows.forget(timer);
    }
}
