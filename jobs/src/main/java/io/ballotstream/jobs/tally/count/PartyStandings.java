package io.ballotstream.jobs.tally.count;

import io.ballotstream.jobs.election.ElectionSource;
import io.ballotstream.model.Candidate;
import io.ballotstream.model.PartyResult;
import java.time.Duration;
import java.util.List;

/** Ranks all parties by votes. In a tie, the party whose candidates have the smallest ballot number ranks first. */
public final class PartyStandings extends Ranking<PartyTotal, PartyResult> {
    /** The common key of all totals. */
    public static final String KEY = "party-standings";

    private final ElectionSource election;

    /**
     * Creates the function.
     *
     * @param election read whenever a subtask opens
     * @param delay processing time between the first change and the emission of results
     */
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
