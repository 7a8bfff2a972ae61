package io.ballotstream.jobs.tally.count;

import io.ballotstream.jobs.election.ElectionSource;
import io.ballotstream.model.Candidate;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Adds up a candidate's deltas to a total for the whole election and to counts per window, which go to a side output.
 * Forwards each delta with the candidate's party to another side output.
 */
public final class CandidateTally extends RunningTally<CandidateTotal, CandidateWindow> {
    /** The side output of counts per window. */
    public static final OutputTag<CandidateWindow> WINDOWS =
            new OutputTag<>("candidate-windows", TypeInformation.of(CandidateWindow.class));

    /** The side output of the deltas of parties. */
    public static final OutputTag<PartyDelta> PARTIES =
            new OutputTag<>("party-deltas", TypeInformation.of(PartyDelta.class));

    private final ElectionSource election;

    private transient Map<String, String> parties;

    /**
     * Creates the function.
     *
     * @param election read whenever a subtask opens
     * @param windows the event-time windows
     */
    public CandidateTally(ElectionSource election, TallyWindows windows) {
        super(windows, WINDOWS);
        this.election = election;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        super.open(context);
        parties = ElectionSource.orEndJob(election::forTally).candidates().stream()
                .collect(Collectors.toMap(Candidate::candidateId, Candidate::partyAffiliation));
    }

    @Override
    public void processElement(Delta delta, Context ctx, Collector<CandidateTotal> out) throws Exception {
        super.processElement(delta, ctx, out);
        ctx.output(
                PARTIES,
                new PartyDelta(delta.windowStart(), parties.get(delta.candidateId()), delta.votes(), delta.asOf()));
    }

    @Override
    CandidateTotal total(Delta delta, RunningTotal total) {
        return new CandidateTotal(delta.candidateId(), total.votes(), total.asOf());
    }

    @Override
    CandidateWindow window(Delta delta, long windowEnd, long votes) {
        return new CandidateWindow(delta.windowStart(), windowEnd, delta.candidateId(), votes);
    }
}
