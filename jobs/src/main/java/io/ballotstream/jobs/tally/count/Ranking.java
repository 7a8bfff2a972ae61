package io.ballotstream.jobs.tally.count;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Ranks all contenders, and emits every changed result some time after the first change. With thousands of contenders,
 * the delay is up to four times as long, because each vote changes the shares of all contenders. After the first vote,
 * even contenders without votes have a result.
 *
 * @param <T> the total of a contender
 * @param <R> the result of a contender
 */
abstract class Ranking<T extends Total, R> extends KeyedProcessFunction<String, T, R> {
    /** For each multiple of this number of contenders, the delay is longer. */
    private static final int FEW = 1000;

    private final Class<T> totalType;
    private final Class<R> resultType;
    private final EmissionDelay delay;

    private transient List<String> contenders;
    private transient MapState<String, T> totals;
    private transient MapState<String, R> emitted;

    /** @param delay processing time between the first change and the emission of results */
    Ranking(Class<T> totalType, Class<R> resultType, Duration delay) {
        this.totalType = totalType;
        this.resultType = resultType;
        this.delay = new EmissionDelay(delay);
    }

    /** The ids of all contenders. In a tie, the first contender of this list ranks first. */
    abstract List<String> contenders() throws Exception;

    /**
     * Creates the result of a contender.
     *
     * @param share fraction of all votes, 0 to 1
     * @param rank from 1
     * @param asOf the greatest voting time counted for any contender, in epoch milliseconds
     */
    abstract R result(String id, long votes, double share, int rank, long asOf);

    @Override
    public void open(OpenContext context) throws Exception {
        contenders = contenders();
        totals = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("totals", Types.STRING, TypeInformation.of(totalType)));
        emitted = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("emitted", Types.STRING, TypeInformation.of(resultType)));
        delay.open(getRuntimeContext(), contenders.size(), FEW);
    }

    @Override
    public void processElement(T total, Context ctx, Collector<R> out) throws Exception {
        totals.put(total.id(), total);
        if (delay.startOrEmit(ctx.timerService())) {
            emitChanges(out);
        }
    }

    @Override
    public void onTimer(long timer, OnTimerContext ctx, Collector<R> out) throws Exception {
        if (delay.endsWith(ctx.timeDomain(), timer, ctx.timerService())) {
            emitChanges(out);
        }
    }

    private void emitChanges(Collector<R> out) throws Exception {
        List<Ranked> ranked = new ArrayList<>();
        long allVotes = 0;
        long asOf = Long.MIN_VALUE;
        for (String id : contenders) {
            T total = totals.get(id);
            ranked.add(new Ranked(id, total == null ? 0 : total.votes()));
            if (total != null) {
                allVotes += total.votes();
                asOf = Math.max(asOf, total.asOf());
            }
        }
        // The sort is stable, so that the order of the contenders breaks ties.
        ranked.sort(Comparator.comparingLong(Ranked::votes).reversed());
        for (int i = 0; i < ranked.size(); i++) {
            String id = ranked.get(i).id();
            long votes = ranked.get(i).votes();
            R result = result(id, votes, (double) votes / allVotes, i + 1, asOf);
            if (!result.equals(emitted.get(id))) {
                emitted.put(id, result);
                out.collect(result);
            }
        }
    }

    private record Ranked(String id, long votes) {}
}
