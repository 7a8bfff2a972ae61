package io.ballotstream.bench;

import static java.util.stream.Collectors.toMap;

import io.ballotstream.bench.ResultCells.Cell;
import io.ballotstream.jobs.election.TallySetup;
import io.ballotstream.model.Candidate;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts votes per window, location and candidate in hash maps, and derives the result tables from these counts. Counting
 * a vote allocates nothing if its cell exists. Not thread-safe.
 */
final class HashMapTally {
    private final long windowMs;
    private final Map<Long, Map<String, Map<String, Votes>>> windows = new HashMap<>();

    // Votes arrive roughly by voting time, so the next vote is probably in the same window.
    private long windowStart;
    private Map<String, Map<String, Votes>> window;

    HashMapTally(long windowMs) {
        this.windowMs = windowMs;
    }

    /** A number of votes and the greatest voting time among them. */
    private static final class Votes {
        private long number;
        private long asOf;

        private void add(long more, long newest) {
            number += more;
            if (newest > asOf) {
                asOf = newest;
            }
        }
    }

    /** Counts a vote. */
    void count(String location, String candidateId, long votingTime) {
        if (window == null || votingTime < windowStart || votingTime >= windowStart + windowMs) {
            windowStart = votingTime - votingTime % windowMs;
            window = windows.computeIfAbsent(windowStart, start -> new HashMap<>());
        }
        cell(window, location, candidateId).add(1, votingTime);
    }

    private static <K> Votes cell(Map<K, Map<String, Votes>> rows, K row, String column) {
        Map<String, Votes> columns = rows.get(row);
        if (columns == null) {
            columns = new HashMap<>();
            rows.put(row, columns);
        }
        Votes votes = columns.get(column);
        if (votes == null) {
            votes = new Votes();
            columns.put(column, votes);
        }
        return votes;
    }

    /** The result tables. Each sum is complete after the last {@link #add}. */
    static final class Results {
        private final Map<String, String> parties;
        private final long windowMs;
        private final Map<String, Map<String, Votes>> locationTotals = new HashMap<>();
        private final Map<Long, Map<String, Votes>> candidateWindows = new HashMap<>();
        private final Map<Long, Map<String, Votes>> locationWindows = new HashMap<>();
        private final Map<Long, Map<String, Votes>> partyWindows = new HashMap<>();
        private final Map<String, Votes> candidateTotals = new HashMap<>();
        private final Map<String, Votes> partyTotals = new HashMap<>();

        Results(TallySetup election, long windowMs) {
            this.parties =
                    election.candidates().stream().collect(toMap(Candidate::candidateId, Candidate::partyAffiliation));
            this.windowMs = windowMs;
        }

        /** Adds the counts of a thread. */
        void add(HashMapTally part) {
            part.windows.forEach((start, locations) ->
                    locations.forEach((location, candidates) -> candidates.forEach((candidateId, votes) -> {
                        String party = parties.get(candidateId);
                        add(cell(locationTotals, location, candidateId), votes);
                        add(cell(candidateWindows, start, candidateId), votes);
                        add(cell(locationWindows, start, location), votes);
                        add(cell(partyWindows, start, party), votes);
                        add(candidateTotals.computeIfAbsent(candidateId, id -> new Votes()), votes);
                        add(partyTotals.computeIfAbsent(party, name -> new Votes()), votes);
                    })));
        }

        private static void add(Votes sum, Votes part) {
            sum.add(part.number, part.asOf);
        }

        /** The tables as cells that can be compared. */
        ResultCells cells() {
            ResultCells cells = new ResultCells();
            candidateTotals.forEach((candidateId, votes) ->
                    cells.put(Cell.of(ResultCells.CANDIDATE_TOTALS, candidateId), total(votes)));
            partyTotals.forEach((party, votes) -> cells.put(Cell.of(ResultCells.PARTY_TOTALS, party), total(votes)));
            locationTotals.forEach((location, candidates) -> candidates.forEach((candidateId, votes) ->
                    cells.put(Cell.of(ResultCells.LOCATION_TOTALS, location, candidateId), total(votes))));
            putWindows(cells, ResultCells.VOTES_PER_CANDIDATE, candidateWindows);
            putWindows(cells, ResultCells.TURNOUT_BY_LOCATION, locationWindows);
            putWindows(cells, ResultCells.VOTES_PER_PARTY, partyWindows);
            return cells;
        }

        private static ResultCells.Count total(Votes votes) {
            return new ResultCells.Count(votes.number, votes.asOf);
        }

        private void putWindows(ResultCells cells, String table, Map<Long, Map<String, Votes>> windows) {
            windows.forEach((start, names) -> names.forEach((name, votes) -> cells.put(
                    Cell.of(table, Long.toString(start), name),
                    new ResultCells.Count(votes.number, start + windowMs))));
        }
    }
}
