package io.ballotstream.jobs.tally.count;

import io.ballotstream.jobs.election.ElectionSource;
import io.ballotstream.model.Candidate;
import io.ballotstream.model.CandidateResult;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Ranks all candidates by votes. In a tie, the candidate with the smaller ballot number ranks first. */
public final class Standings extends Ranking<CandidateTotal, CandidateResult> {
    /** The common key of all totals. */
    public static final String KEY = "standings";

    private final ElectionSource election;

    private transient Map<String, Candidate> candidates;

    /**
     * Creates the function.
     *
     * @param election read whenever a subtask opens
     * @param delay processing time between the first change and the emission of results
     */
    public Standings(ElectionSource election, Duration delay) {
        super(CandidateTotal.class, CandidateResult.class, delay);
        this.election = election;
    }

    @Override
    List<String> contenders() throws Exception {
        List<Candidate> byBallotNumber =
                ElectionSource.orEndJob(election::forTally).candidates();
        candidates = new HashMap<>();
        byBallotNumber.forEach(candidate -> candidates.put(candidate.candidateId(), candidate));
        return byBallotNumber.stream().map(Candidate::candidateId).toList();
    }

    @Override
    CandidateResult result(String id, long votes, double share, int rank, long asOf) {
        Candidate candidate = candidates.get(id);
        return new CandidateResult(
                id, candidate.candidateName(), candidate.partyAffiliation(), votes, share, rank, asOf);
    }
}
