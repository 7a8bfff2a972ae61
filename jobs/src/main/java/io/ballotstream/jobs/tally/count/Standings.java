package io.ballotstream.jobs.tally.count;

import io.ballotstream.jobs.election.ElectionSource;
import io.ballotstream.model.Candidate;
import io.ballotstream.model.CandidateResult;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Ranks all candidates; the ballot number decides between equals. */
public final class Standings extends Ranking<CandidateTotal, CandidateResult> {
    /** The one key under which all totals meet. */
    public static final String KEY = "standings";

    private final ElectionSource election;

    private transient Map<String, Candidate> candidates;

    /** @param delay how long a change waits for others before the results are emitted */
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
