package io.ballotstream.jobs.cast;

import io.ballotstream.jobs.election.ElectionSource;
import io.ballotstream.jobs.kafka.RawRecord;
import io.ballotstream.jobs.rejected.Rejections;
import io.ballotstream.model.InvalidRecordException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Validates voters and casts their votes. Invalid records go to the side output {@link Rejections#OUTPUT}. */
public final class CastBallots extends ProcessFunction<RawRecord, Ballot> {
    private final ElectionSource election;
    private transient VoteCaster caster;
    private transient PollBook pollBook;
    private transient Rejections rejections;

    /**
     * Creates the function.
     *
     * @param election read once whenever a subtask opens
     */
    public CastBallots(ElectionSource election) {
        this.election = election;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        rejections = new Rejections(getRuntimeContext().getMetricGroup());
        caster = new VoteCaster(ElectionSource.orEndJob(election::forCasting));
        pollBook = new PollBook(caster.voters());
    }

    @Override
    public void processElement(RawRecord record, Context context, Collector<Ballot> out) {
        try {
            CastVote cast = caster.cast(record);
            out.collect(new Ballot(cast, pollBook.bucketOf(cast.vote().voteId()), record.withoutKey()));
        } catch (InvalidRecordException e) {
            context.output(Rejections.OUTPUT, rejections.reject(record, e.reason(), e.getMessage()));
        }
    }
}
