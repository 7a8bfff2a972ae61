package io.ballotstream.jobs.cast;

import io.ballotstream.jobs.rejected.Rejections;
import io.ballotstream.model.RejectReason;
import io.ballotstream.model.VoteId;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Deduplicates voters: forwards each voter's first ballot, and rejects all further ones. Keyed by the buckets of the
 * {@link PollBook}. The state grows by 16 bytes per voter.
 */
public final class OneVotePerVoter extends KeyedProcessFunction<Integer, Ballot, CastVote> {
    private static final ValueStateDescriptor<long[]> VOTED =
            new ValueStateDescriptor<>("voted", PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO);

    private transient ValueState<long[]> voted;
    private transient Counter accepted;
    private transient Rejections rejections;

    /** Creates the function. */
    public OneVotePerVoter() {}

    @Override
    public void open(OpenContext context) {
        voted = getRuntimeContext().getState(VOTED);
        accepted = getRuntimeContext().getMetricGroup().counter("accepted");
        rejections = new Rejections(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(Ballot ballot, Context context, Collector<CastVote> out) throws Exception {
        VoteId voteId = ballot.vote().vote().voteId();
        long[] bucket = voted.value();
        if (!PollBook.holds(bucket, voteId)) {
            voted.update(PollBook.with(bucket, voteId));
            accepted.inc();
            out.collect(ballot.vote());
        } else {
            context.output(
                    Rejections.OUTPUT,
                    rejections.reject(
                            ballot.record(), RejectReason.DUPLICATE_VOTER, "The voter in voter_id has already voted."));
        }
    }
}
