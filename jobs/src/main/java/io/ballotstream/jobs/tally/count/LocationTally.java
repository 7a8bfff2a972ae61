package io.ballotstream.jobs.tally.count;

import io.ballotstream.jobs.election.ElectionSource;
import io.ballotstream.jobs.election.TallySetup;
import io.ballotstream.model.LocationResult;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Adds up a location's deltas to a total per candidate. Side outputs get the turnout per window and the location's
 * result, which is emitted some time after its first change. With hundreds of locations, the delay is up to four times
 * as long.
 */
public final class LocationTally extends RunningTally<LocationTotal, LocationWindow> {
    /** The side output of the turnout per window. */
    public static final OutputTag<LocationWindow> WINDOWS =
            new OutputTag<>("location-windows", TypeInformation.of(LocationWindow.class));

    /** The side output of the location's result. */
    public static final OutputTag<LocationResult> RESULTS =
            new OutputTag<>("location-results", TypeInformation.of(LocationResult.class));

    /** For each multiple of this number of locations, the delay is longer. */
    private static final int FEW = 200;

    private final ElectionSource election;
    private final EmissionDelay delay;

    private transient Map<String, Integer> ballotNumbers;
    private transient Map<String, Long> eligibleVoters;
    private transient ValueState<LocationResult> result;

    /**
     * Creates the function.
     *
     * @param election read whenever a subtask opens
     * @param windows the event-time windows
     * @param delay processing time between the first change of a result and its emission
     */
    public LocationTally(ElectionSource election, TallyWindows windows, Duration delay) {
        super(windows, WINDOWS);
        this.election = election;
        this.delay = new EmissionDelay(delay);
    }

    @Override
    public void open(OpenContext context) throws Exception {
        super.open(context);
        TallySetup setup = ElectionSource.orEndJob(election::forTally);
        ballotNumbers = new HashMap<>();
        setup.candidates().forEach(candidate -> ballotNumbers.put(candidate.candidateId(), candidate.ballotNo()));
        eligibleVoters = new HashMap<>();
        setup.locations().forEach(location -> eligibleVoters.put(location.location(), location.eligibleVoters()));
        result = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("result", TypeInformation.of(LocationResult.class)));
        delay.open(getRuntimeContext(), setup.locations().size(), FEW);
    }

    @Override
    LocationTotal total(Delta delta, RunningTotal total) {
        return new LocationTotal(delta.location(), delta.candidateId(), total.votes(), total.asOf());
    }

    @Override
    LocationWindow window(Delta delta, long windowEnd, long votes) {
        return new LocationWindow(delta.windowStart(), windowEnd, delta.location(), votes);
    }

    @Override
    public void processElement(Delta delta, Context ctx, Collector<LocationTotal> out) throws Exception {
        super.processElement(delta, ctx, out);
        result.update(resultAfter(delta));
        if (delay.startOrEmit(ctx.timerService())) {
            emitResult(ctx);
        }
    }

    private LocationResult resultAfter(Delta delta) throws Exception {
        LocationResult before = result.value();
        return new LocationResult(
                delta.location(),
                (before == null ? 0 : before.totalVotes()) + delta.votes(),
                eligibleVoters.get(delta.location()),
                before == null ? delta.candidateId() : leader(before.leadingCandidateId(), delta.candidateId()),
                before == null ? delta.asOf() : Math.max(before.asOf(), delta.asOf()));
    }

    /** The new leader. Counts only increase, so it is either the previous leader or the candidate with new votes. */
    private String leader(String leader, String risen) throws Exception {
        long leaderVotes = votes(leader);
        long risenVotes = votes(risen);
        boolean overtakes = risenVotes > leaderVotes
                || (risenVotes == leaderVotes && ballotNumbers.get(risen) < ballotNumbers.get(leader));
        return overtakes ? risen : leader;
    }

    @Override
    public void onTimer(long timer, OnTimerContext ctx, Collector<LocationTotal> out) throws Exception {
        if (delay.endsWith(ctx.timeDomain(), timer, ctx.timerService())) {
            emitResult(ctx);
        } else {
            super.onTimer(timer, ctx, out);
        }
    }

    private void emitResult(Context ctx) throws Exception {
        ctx.output(RESULTS, result.value());
    }
}
