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
 * The casting job as a graph of streams, between any source and any sinks. It writes each voter's first vote to the
 * table and the topic of votes, and all rejected records to the dead-letter table.
 *
 * @param voters source of voters
 * @param votesTable sink of the table {@code votes}
 * @param votesTopic sink of {@code votes_topic}
 * @param rejectedRecords sink of the dead-letter table
 * @param election read whenever a subtask opens
 * @param outputs fences out runs that do not own the sinks
 */
public record VoteCastingGraph(
        Source<RawRecord, ?, ?> voters,
        Sink<CastVote> votesTable,
        Sink<CastVote> votesTopic,
        Sink<RejectedRecord> rejectedRecords,
        ElectionSource election,
        OutputOwnership outputs) {

    /**
     * Adds the graph to an environment.
     *
     * @param environment the job's environment
     */
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
