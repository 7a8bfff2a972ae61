package io.ballotstream.jobs.tally.read;

import io.ballotstream.jobs.rejected.Rejections;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Forwards votes that count, and sends late votes and rejected records to side outputs. The metrics {@code counted},
 * {@code late} and {@code rejected} count them.
 */
public final class VoteSorter extends ProcessFunction<VoteReading, OnTimeVote> {
    /** The side output of late votes. */
    public static final OutputTag<LateVote> LATE = new OutputTag<>("late", TypeInformation.of(LateVote.class));

    private transient Counter counted;
    private transient Counter late;
    private transient Rejections rejections;

    /** Creates the function. */
    public VoteSorter() {}

    @Override
    public void open(OpenContext context) {
        counted = getRuntimeContext().getMetricGroup().counter("counted");
        late = getRuntimeContext().getMetricGroup().counter("late");
        rejections = new Rejections(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(VoteReading reading, Context ctx, Collector<OnTimeVote> out) {
        if (reading.onTime() != null) {
            counted.inc();
            out.collect(reading.onTime());
        } else if (reading.late() != null) {
            late.inc();
            ctx.output(LATE, reading.late());
        } else {
            rejections.count(reading.rejected());
            ctx.output(Rejections.OUTPUT, reading.rejected());
        }
    }
}
