package io.ballotstream.jobs.tally;

import static io.ballotstream.jobs.tally.publish.TallySinks.CANDIDATE_RESULTS;
import static io.ballotstream.jobs.tally.publish.TallySinks.CANDIDATE_TOTALS;
import static io.ballotstream.jobs.tally.publish.TallySinks.LATE_VOTES;
import static io.ballotstream.jobs.tally.publish.TallySinks.LOCATION_RESULTS;
import static io.ballotstream.jobs.tally.publish.TallySinks.LOCATION_TOTALS;
import static io.ballotstream.jobs.tally.publish.TallySinks.PARTY_RESULTS;
import static io.ballotstream.jobs.tally.publish.TallySinks.PARTY_TOTALS;
import static io.ballotstream.jobs.tally.publish.TallySinks.REJECTED_RECORDS;
import static io.ballotstream.jobs.tally.publish.TallySinks.TURNOUT_BY_LOCATION;
import static io.ballotstream.jobs.tally.publish.TallySinks.VOTES_PER_CANDIDATE;
import static io.ballotstream.jobs.tally.publish.TallySinks.VOTES_PER_PARTY;

import io.ballotstream.jobs.election.ElectionSource;
import io.ballotstream.jobs.fencing.FencingFunction;
import io.ballotstream.jobs.fencing.OutputOwnership;
import io.ballotstream.jobs.rejected.Rejections;
import io.ballotstream.jobs.tally.count.CandidateTally;
import io.ballotstream.jobs.tally.count.CandidateTotal;
import io.ballotstream.jobs.tally.count.Delta;
import io.ballotstream.jobs.tally.count.EarlyFiringTrigger;
import io.ballotstream.jobs.tally.count.LocationTally;
import io.ballotstream.jobs.tally.count.LocationTotal;
import io.ballotstream.jobs.tally.count.PartyDelta;
import io.ballotstream.jobs.tally.count.PartyStandings;
import io.ballotstream.jobs.tally.count.PartyTally;
import io.ballotstream.jobs.tally.count.PartyTotal;
import io.ballotstream.jobs.tally.count.PreAggregator;
import io.ballotstream.jobs.tally.count.Standings;
import io.ballotstream.jobs.tally.publish.TallySinks;
import io.ballotstream.jobs.tally.publish.TallySinks.Output;
import io.ballotstream.jobs.tally.read.OnTimeVote;
import io.ballotstream.jobs.tally.read.VoteReading;
import io.ballotstream.jobs.tally.read.VoteSorter;
import io.ballotstream.jobs.tally.read.VoteWatermarks;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.util.OutputTag;

/**
 * The tally job as a graph of streams, between any source and any sinks:
 *
 * <pre>
 * votes ─► late or rejected? ─► late_votes, rejected_records
 *   └─► pre-aggregation ─► counts per window, location and candidate, as deltas
 *                              ├─► by candidate ─► candidate_totals, votes_per_candidate ─► standings
 *                              │      └─► by party ─► party_totals, votes_per_party ─► party standings
 *                              └─► by location  ─► location_totals, turnout_by_location, locations' results
 * </pre>
 *
 * <p>The operators exchange deltas, and the sinks get absolute values. Timers only decide when a value is emitted, and
 * never whether a vote counts: the record decides whether the vote is late, and votes of a closed window still count.
 *
 * @param votes source of votes
 * @param sinks sinks of all outputs
 * @param election read whenever a subtask opens
 * @param settings windows, lateness and delays
 * @param outputs fences out runs that do not own the sinks
 */
public record VoteTallyGraph(
        Source<VoteReading, ?, ?> votes,
        TallySinks sinks,
        ElectionSource election,
        TallySettings settings,
        OutputOwnership outputs) {
    /** Deltas of windows that have closed. They bypass the window operator, which would drop them. */
    static final OutputTag<Delta> OF_CLOSED_WINDOWS =
            new OutputTag<>("of-closed-windows", TypeInformation.of(Delta.class));

    /** The processing time between the first change of a result and its record on a topic. */
    private static final Duration RESULT_DELAY = Duration.ofMillis(250);

    /**
     * Adds the graph to an environment.
     *
     * @param environment the job's environment
     */
    public void build(StreamExecutionEnvironment environment) {
        SingleOutputStreamOperator<OnTimeVote> onTime = onTimeVotes(environment);
        write(onTime.getSideOutput(VoteSorter.LATE), LATE_VOTES);
        write(onTime.getSideOutput(Rejections.OUTPUT), REJECTED_RECORDS);

        DataStream<Delta> deltas = deltas(onTime);
        countByCandidate(deltas);
        countByLocation(deltas);
    }

    private SingleOutputStreamOperator<OnTimeVote> onTimeVotes(StreamExecutionEnvironment environment) {
        return environment
                .fromSource(
                        votes,
                        new VoteWatermarks(settings.outOfOrderness(), settings.idleness()),
                        "votes",
                        TypeInformation.of(VoteReading.class))
                .uid("votes")
                .process(new FencingFunction<VoteReading>(outputs), TypeInformation.of(VoteReading.class))
                .name("fencing")
                .uid("fencing")
                .process(new VoteSorter(), TypeInformation.of(OnTimeVote.class))
                .name("on time, late or rejected")
                .uid("sort-votes");
    }

    private DataStream<Delta> deltas(DataStream<OnTimeVote> votes) {
        DataStream<Delta> counts = votes.transform(
                        "pre-aggregation",
                        TypeInformation.of(Delta.class),
                        new PreAggregator(settings.window().toMillis()))
                .uid("pre-aggregation");
        SingleOutputStreamOperator<Delta> fired = windows(counts, settings);
        return fired.union(fired.getSideOutput(OF_CLOSED_WINDOWS));
    }

    /** Adds up counts per window. Counts for a closed window go to a side output. */
    static SingleOutputStreamOperator<Delta> windows(DataStream<Delta> counts, TallySettings settings) {
        return counts.keyBy(
                        delta -> Tuple2.of(delta.location(), delta.candidateId()),
                        Types.TUPLE(Types.STRING, Types.STRING))
                .window(TumblingEventTimeWindows.of(settings.window()))
                .trigger(new EarlyFiringTrigger<>(settings.earlyFiring()))
                .sideOutputLateData(OF_CLOSED_WINDOWS)
                .reduce(Delta::plus)
                .name("count per window, location and candidate")
                .uid("count-windows");
    }

    private void countByCandidate(DataStream<Delta> deltas) {
        SingleOutputStreamOperator<CandidateTotal> totals = deltas.keyBy(Delta::candidateId)
                .process(new CandidateTally(election, settings.windows()))
                .name("tally by candidate")
                .uid("tally-by-candidate");
        write(totals, CANDIDATE_TOTALS);
        write(totals.getSideOutput(CandidateTally.WINDOWS), VOTES_PER_CANDIDATE);

        rank(totals, Standings.KEY, new Standings(election, RESULT_DELAY), "standings", CANDIDATE_RESULTS);
        countByParty(totals.getSideOutput(CandidateTally.PARTIES));
    }

    private void countByParty(DataStream<PartyDelta> deltas) {
        SingleOutputStreamOperator<PartyTotal> totals = deltas.keyBy(PartyDelta::party)
                .process(new PartyTally(settings.windows()))
                .name("tally by party")
                .uid("tally-by-party");
        write(totals, PARTY_TOTALS);
        write(totals.getSideOutput(PartyTally.WINDOWS), VOTES_PER_PARTY);

        PartyStandings ranking = new PartyStandings(election, RESULT_DELAY);
        rank(totals, PartyStandings.KEY, ranking, "party standings", PARTY_RESULTS);
    }

    /**
     * Ranks all totals in a single subtask.
     *
     * @param key the common key of all totals, and the uid
     */
    private <T, R> void rank(
            DataStream<T> totals,
            String key,
            KeyedProcessFunction<String, T, R> ranking,
            String name,
            Output<R> output) {
        SingleOutputStreamOperator<R> results =
                totals.keyBy(total -> key).process(ranking).name(name).uid(key).setParallelism(1);
        // A single writer keeps the results of a contender in order.
        write(results, output).setParallelism(1);
    }

    private void countByLocation(DataStream<Delta> deltas) {
        SingleOutputStreamOperator<LocationTotal> totals = deltas.keyBy(Delta::location)
                .process(new LocationTally(election, settings.windows(), RESULT_DELAY))
                .name("tally by location")
                .uid("tally-by-location");
        write(totals, LOCATION_TOTALS);
        write(totals.getSideOutput(LocationTally.WINDOWS), TURNOUT_BY_LOCATION);
        write(totals.getSideOutput(LocationTally.RESULTS), LOCATION_RESULTS);
    }

    private <T> DataStreamSink<T> write(DataStream<T> results, Output<T> output) {
        return results.sinkTo(sinks.get(output)).name(output.title()).uid(output.uid());
    }
}
