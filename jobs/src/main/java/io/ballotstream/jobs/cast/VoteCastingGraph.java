package io.ballotstream.jobs.cast;

import io.ballotstream.jobs.election.ElectionSource;
import io.ballotstream.jobs.fencing.FencingFunction;
import io.ballotstream.jobs.fencing.OutputOwnership;
import io.ballotstream.jobs.kafka.RawRecord;
import io.ballotstream.jobs.rejected.RejectedRecord;
import io.ballotstream.jobs.rejected.Rejections;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Voters come in, votes go out: each voter's first ballot to the table and to the topic of votes, everything that cannot
 * be used to the table of rejected records.
 *
 * @param election read when a subtask opens
 * @param outputs says which run owns the sinks
 */
public record VoteCastingGraph(
        Source<RawRecord, ?, ?> voters,
        Sink<CastVote> votesTable,
        Sink<CastVote> votesTopic,
        Sink<RejectedRecord> rejectedRecords,
        ElectionSource election,
        OutputOwnership outputs) {

    /** Adds the graph to the environment. */
    public void build(StreamExecutionEnvironment environment) {
        SingleOutputStreamOperator<RawRecord> records = environment
                .fromSource(voters, WatermarkStrategy.noWatermarks(), "voters", TypeInformation.of(RawRecord.class))
                .uid("voters")
                .process(new FencingFunction<RawRecord>(outputs), TypeInformation.of(RawRecord.class))
                .uid("fencing")
                .name("fencing");

        SingleOutputStreamOperator<Ballot> ballots = records.process(
                        new CastBallots(election), TypeInformation.of(Ballot.class))
                .uid("cast-ballots")
                .name("cast ballots");

        SingleOutputStreamOperator<CastVote> votes = ballots.keyBy(Ballot::bucket, Types.INT)
                .process(new OneVotePerVoter(), TypeInformation.of(CastVote.class))
                .uid("one-vote-per-voter")
                .name("one vote per voter");

        votes.sinkTo(votesTable).uid("votes-table").name("votes table");
        votes.sinkTo(votesTopic).uid("votes-topic").name("votes topic");
        ballots.getSideOutput(Rejections.OUTPUT)
                .union(votes.getSideOutput(Rejections.OUTPUT))
                .sinkTo(rejectedRecords)
                .uid("rejected-records")
                .name("rejected records");
    }
}
