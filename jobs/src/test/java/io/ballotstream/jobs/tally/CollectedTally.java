package io.ballotstream.jobs.tally;

import io.ballotstream.jobs.CollectingSink;
import io.ballotstream.jobs.rejected.RejectedRecord;
import io.ballotstream.jobs.tally.count.CandidateTotal;
import io.ballotstream.jobs.tally.count.CandidateWindow;
import io.ballotstream.jobs.tally.count.LocationTotal;
import io.ballotstream.jobs.tally.count.LocationWindow;
import io.ballotstream.jobs.tally.count.PartyTotal;
import io.ballotstream.jobs.tally.count.PartyWindow;
import io.ballotstream.jobs.tally.publish.TallySinks;
import io.ballotstream.jobs.tally.read.LateVote;
import io.ballotstream.model.CandidateResult;
import io.ballotstream.model.LocationResult;
import io.ballotstream.model.PartyResult;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Collects the results of a tally from its sinks. */
record CollectedTally(
        CollectingSink<CandidateTotal> candidateTotals,
        CollectingSink<CandidateWindow> votesPerCandidate,
        CollectingSink<LocationTotal> locationTotals,
        CollectingSink<LocationWindow> turnoutByLocation,
        CollectingSink<LateVote> lateVotes,
        CollectingSink<RejectedRecord> rejectedRecords,
        CollectingSink<CandidateResult> candidateResults,
        CollectingSink<LocationResult> locationResults,
        CollectingSink<PartyTotal> partyTotals,
        CollectingSink<PartyWindow> votesPerParty,
        CollectingSink<PartyResult> partyResults) {
    CollectedTally() {
        this(
                new CollectingSink<>(),
                new CollectingSink<>(),
                new CollectingSink<>(),
                new CollectingSink<>(),
                new CollectingSink<>(),
                new CollectingSink<>(),
                new CollectingSink<>(),
                new CollectingSink<>(),
                new CollectingSink<>(),
                new CollectingSink<>(),
                new CollectingSink<>());
    }

    TallySinks sinks() {
        return new TallySinks()
                .with(TallySinks.CANDIDATE_TOTALS, candidateTotals)
                .with(TallySinks.VOTES_PER_CANDIDATE, votesPerCandidate)
                .with(TallySinks.LOCATION_TOTALS, locationTotals)
                .with(TallySinks.TURNOUT_BY_LOCATION, turnoutByLocation)
                .with(TallySinks.LATE_VOTES, lateVotes)
                .with(TallySinks.REJECTED_RECORDS, rejectedRecords)
                .with(TallySinks.CANDIDATE_RESULTS, candidateResults)
                .with(TallySinks.LOCATION_RESULTS, locationResults)
                .with(TallySinks.PARTY_TOTALS, partyTotals)
                .with(TallySinks.VOTES_PER_PARTY, votesPerParty)
                .with(TallySinks.PARTY_RESULTS, partyResults);
    }

    /** The final content of a table with this key: the last row of each key. */
    static <T> Map<String, T> last(CollectingSink<T> sink, Function<T, Object> key) {
        Map<String, T> rows = new TreeMap<>();
        sink.elements().forEach(row -> rows.put(key.apply(row).toString(), row));
        return rows;
    }

    /** The final content of all tables of counts. */
    List<Map<String, ?>> counts() {
        return List.of(
                last(candidateTotals, CandidateTotal::candidateId),
                last(votesPerCandidate, row -> row.windowStart() + row.candidateId()),
                last(locationTotals, row -> row.location() + row.candidateId()),
                last(turnoutByLocation, row -> row.windowStart() + row.location()),
                last(partyTotals, PartyTotal::party),
                last(votesPerParty, row -> row.windowStart() + row.party()));
    }
}
