package io.ballotstream.jobs.cast;

import io.ballotstream.jobs.Rejections;
import io.ballotstream.model.RejectReason;
import java.util.EnumSet;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Lets each voter's first ballot pass, and rejects the others; keyed by voter id, its state grows by a flag a voter. */
public final class OneVotePerVoter extends KeyedProcessFunction<String, Ballot, CastVote> {
    private static final ValueStateDescriptor<Boolean> VOTED = new ValueStateDescriptor<>("voted", Types.BOOLEAN);

    private transient ValueState<Boolean> voted;
    private transient Counter accepted;
    private transient Rejections rejections;

    @Override
    public void open(OpenContext context) {
        voted = getRuntimeContext().getState(VOTED);
        accepted = getRuntimeContext().getMetricGroup().counter("accepted");
        rejections = new Rejections(getRuntimeContext().getMetricGroup(), EnumSet.of(RejectReason.DUPLICATE_VOTER));
    }

    @Override
    public void processElement(Ballot ballot, Context context, Collector<CastVote> out) throws Exception {
        if (voted.value() == null) {
            voted.update(true);
            accepted.inc();
            out.collect(ballot.vote());
        } else {
            context.output(
                    Rejections.OUTPUT,
                    rejections.reject(
                            ballot.record(), RejectReason.DUPLICATE_VOTER, "The voter in voter_id has voted already."));
        }
    }
}
