package io.ballotstream.jobs.tally.count;

import io.ballotstream.jobs.election.ElectionSource;
import io.ballotstream.model.Candidate;
import io.ballotstream.model.PartyResult;
import java.time.Duration;
import java.util.List;

/** Ranks all parties by votes; the ballot number of a party's first candidate decides between equals. */
public final class PartyStandings extends Ranking<PartyTotal, PartyResult> {
    /** The one key under which all totals meet. */
    public static final String KEY = "party-standings";

    private final ElectionSource election;

    /** @param delay how long a change waits for others before the results are emitted */
    public PartyStandings(ElectionSource election, Duration delay) {
        super(PartyTotal.class, PartyResult.class, delay);
        this.election = election;
    }

    @Override
    List<String> contenders() throws Exception {
        return ElectionSource.orEndJob(election::forTally).candidates().stream()
                .map(Candidate::partyAffiliation)
                .distinct()
                .toList();
    }

    @Override
    PartyResult result(String id, long votes, double share, int rank, long asOf) {
        return new PartyResult(id, votes, share, rank, asOf);
    }
}
