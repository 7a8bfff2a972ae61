package io.ballotstream.jobs.tally.count;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/** Adds up a candidate's deltas: to a total for the whole election and, on a side output, to a count per window. */
public final class CandidateTally extends RunningTally<CandidateTotal, CandidateWindow> {
    /** The side output of counts per window. */
    public static final OutputTag<CandidateWindow> WINDOWS =
            new OutputTag<>("candidate-windows", TypeInformation.of(CandidateWindow.class));

    public CandidateTally(TallyWindows windows) {
        super(windows, WINDOWS);
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
