package io.ballotstream.jobs.tally.count;

import io.ballotstream.jobs.tally.Contest;
import io.ballotstream.jobs.tally.TallySettings;
import io.ballotstream.model.CandidateResult;
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
 * Ranks all candidates together and emits every result that has changed, a while after the first change. From the first
 * vote on there is a result for every candidate, also for one without a vote.
 */
public final class Standings extends KeyedProcessFunction<String, CandidateTotal, CandidateResult> {
    /** The one key under which all totals meet. */
    public static final String KEY = "standings";

    private final Contest contest;
    private final EmissionDelay delay;

    private transient MapState<String, CandidateTotal> totals;
    private transient MapState<String, CandidateResult> emitted;

    public Standings(Contest contest, TallySettings settings) {
        this.contest = contest;
        this.delay = new EmissionDelay(settings.earlyFiring());
    }

    @Override
    public void open(OpenContext context) {
        totals = getRuntimeContext()
                .getMapState(
                        new MapStateDescriptor<>("totals", Types.STRING, TypeInformation.of(CandidateTotal.class)));
        emitted = getRuntimeContext()
                .getMapState(
                        new MapStateDescriptor<>("emitted", Types.STRING, TypeInformation.of(CandidateResult.class)));
        delay.open(getRuntimeContext());
    }

    @Override
    public void processElement(CandidateTotal total, Context ctx, Collector<CandidateResult> out) throws Exception {
        totals.put(total.candidateId(), total);
        delay.start(ctx.timerService());
    }

    @Override
    public void onTimer(long timer, OnTimerContext ctx, Collector<CandidateResult> out) throws Exception {
        if (!delay.endsWith(ctx.timeDomain(), timer, ctx.timerService())) {
            return;
        }
        for (CandidateResult result : rank()) {
            if (!result.equals(emitted.get(result.candidateId()))) {
                emitted.put(result.candidateId(), result);
                out.collect(result);
            }
        }
    }

    private List<CandidateResult> rank() throws Exception {
        List<Standing> standings = new ArrayList<>();
        long allVotes = 0;
        long asOf = Long.MIN_VALUE;
        for (Contest.Candidate candidate : contest.candidates()) {
            CandidateTotal total = totals.get(candidate.candidateId());
            standings.add(new Standing(candidate, total == null ? 0 : total.votes()));
            if (total != null) {
                allVotes += total.votes();
                asOf = Math.max(asOf, total.asOf());
            }
        }
        // The sort is stable and the candidates come in the order of the ballot, which decides between equals.
        standings.sort(Comparator.comparingLong(Standing::votes).reversed());
        List<CandidateResult> results = new ArrayList<>();
        for (Standing standing : standings) {
            results.add(standing.result(results.size() + 1, allVotes, asOf));
        }
        return results;
    }

    private record Standing(Contest.Candidate candidate, long votes) {
        CandidateResult result(int rank, long allVotes, long asOf) {
            return new CandidateResult(
                    candidate.candidateId(),
                    candidate.candidateName(),
                    candidate.partyAffiliation(),
                    votes,
                    (double) votes / allVotes,
                    rank,
                    asOf);
        }
    }
}
