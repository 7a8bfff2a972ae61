package io.ballotstream.jobs.tally.count;

import io.ballotstream.jobs.tally.Contest;
import io.ballotstream.jobs.tally.TallySettings;
import io.ballotstream.model.LocationResult;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Adds up a location's deltas: to a total per candidate, and aside to the turnout per window and to the location's
 * result, which is emitted when it has changed, a while after the first change.
 */
public final class LocationTally extends KeyedProcessFunction<String, Delta, LocationTotal> {
    /** The side output of the turnout per window. */
    public static final OutputTag<LocationWindow> WINDOWS =
            new OutputTag<>("location-windows", TypeInformation.of(LocationWindow.class));

    /** The side output of the location's result. */
    public static final OutputTag<LocationResult> RESULTS =
            new OutputTag<>("location-results", TypeInformation.of(LocationResult.class));

    private final Contest contest;
    private final WindowCounts windows;
    private final EmissionDelay delay;

    private transient Map<String, Integer> ballotNumbers;
    private transient Map<String, Long> eligibleVoters;
    private transient MapState<String, LocationTotal> totals;
    private transient ValueState<LocationResult> result;

    public LocationTally(Contest contest, TallySettings settings) {
        this.contest = contest;
        this.windows = new WindowCounts(settings);
        this.delay = new EmissionDelay(settings.earlyFiring());
    }

    @Override
    public void open(OpenContext context) {
        ballotNumbers = new HashMap<>();
        contest.candidates().forEach(candidate -> ballotNumbers.put(candidate.candidateId(), candidate.ballotNo()));
        eligibleVoters = new HashMap<>();
        contest.locations().forEach(location -> eligibleVoters.put(location.location(), location.eligibleVoters()));
        totals = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("totals", Types.STRING, TypeInformation.of(LocationTotal.class)));
        result = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("result", TypeInformation.of(LocationResult.class)));
        windows.open(getRuntimeContext());
        delay.open(getRuntimeContext());
    }

    @Override
    public void processElement(Delta delta, Context ctx, Collector<LocationTotal> out) throws Exception {
        LocationTotal before = totals.get(delta.candidateId());
        LocationTotal after = before == null
                ? new LocationTotal(delta.location(), delta.candidateId(), delta.votes(), delta.asOf())
                : before.plus(delta);
        totals.put(delta.candidateId(), after);
        out.collect(after);

        long votes = windows.add(delta, ctx.timerService());
        ctx.output(
                WINDOWS,
                new LocationWindow(delta.windowStart(), windows.end(delta.windowStart()), delta.location(), votes));

        result.update(resultAfter(delta, after));
        delay.start(ctx.timerService());
    }

    private LocationResult resultAfter(Delta delta, LocationTotal risen) throws Exception {
        LocationResult before = result.value();
        return new LocationResult(
                delta.location(),
                (before == null ? 0 : before.totalVotes()) + delta.votes(),
                eligibleVoters.get(delta.location()),
                before == null ? delta.candidateId() : leader(before.leadingCandidateId(), risen),
                before == null ? delta.asOf() : Math.max(before.asOf(), delta.asOf()));
    }

    /** Who leads now: counts only rise, so it is the one who led before or the one whose count has just risen. */
    private String leader(String leader, LocationTotal risen) throws Exception {
        long leading = totals.get(leader).votes();
        boolean overtakes = risen.votes() > leading
                || (risen.votes() == leading && ballotNumbers.get(risen.candidateId()) < ballotNumbers.get(leader));
        return overtakes ? risen.candidateId() : leader;
    }

    @Override
    public void onTimer(long timer, OnTimerContext ctx, Collector<LocationTotal> out) throws Exception {
        if (delay.endsWith(ctx.timeDomain(), timer, ctx.timerService())) {
            ctx.output(RESULTS, result.value());
        } else {
            windows.forget(timer);
        }
    }
}
