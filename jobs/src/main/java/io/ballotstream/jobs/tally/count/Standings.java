package io.ballotstream.jobs.tally.count;

import io.ballotstream.jobs.election.ElectionSource;
import io.ballotstream.model.Candidate;
import io.ballotstream.model.CandidateResult;
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
 * Ranks all candidates together and emits every result that has changed, a while after the first change. From the first
 * vote on there is a result for every candidate, also for one without a vote.
 */
public final class Standings extends KeyedProcessFunction<String, CandidateTotal, CandidateResult> {
    /** The one key under which all totals meet. */
    public static final String KEY = "standings";

    private final ElectionSource election;
    private final EmissionDelay delay;

    private transient List<Candidate> candidates;
    private transient MapState<String, CandidateTotal> totals;
    private transient MapState<String, CandidateResult> emitted;

    /** @param delay how long a change waits for others before the results are emitted */
    public Standings(ElectionSource election, Duration delay) {
        this.election = election;
        this.delay = new EmissionDelay(delay);
    }

    @Override
    public void open(OpenContext context) throws Exception {
        candidates = ElectionSource.orEndJob(election::forTally).candidates();
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
        List<RankedCandidate> ranked = new ArrayList<>();
        long allVotes = 0;
        long asOf = Long.MIN_VALUE;
        for (Candidate candidate : candidates) {
            CandidateTotal total = totals.get(candidate.candidateId());
            ranked.add(new RankedCandidate(candidate, total == null ? 0 : total.votes()));
            if (total != null) {
                allVotes += total.votes();
                asOf = Math.max(asOf, total.asOf());
            }
        }
        // The sort is stable and the candidates come in the order of the ballot, which decides between equals.
        ranked.sort(Comparator.comparingLong(RankedCandidate::votes).reversed());
        List<CandidateResult> results = new ArrayList<>();
        for (RankedCandidate candidate : ranked) {
            results.add(candidate.result(results.size() + 1, allVotes, asOf));
        }
        return results;
    }

    private record RankedCandidate(Candidate candidate, long votes) {
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
