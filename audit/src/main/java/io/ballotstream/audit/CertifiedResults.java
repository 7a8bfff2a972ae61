package io.ballotstream.audit;

import io.ballotstream.model.BadInputException;
import io.ballotstream.model.Election;
import io.ballotstream.results.ResultsCandidate;
import io.ballotstream.results.ResultsFile;
import io.ballotstream.results.ResultsLine;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The expected result of the election, from its results file.
 *
 * @param votes by location and candidate, divided by the scale of the election
 * @param seats of each location
 */
record CertifiedResults(Map<Cell, Long> votes, Map<String, Integer> seats) {

    /**
     * A candidate's votes in a location. Candidates are identified by name and party, not by id.
     *
     * @param party null for somebody who is not a candidate of the election
     */
    record Cell(String location, String candidate, String party) {
        @Override
        public String toString() {
            return party == null
                    ? location + ", unknown candidate " + candidate
                    : location + ", " + candidate + " (" + party + ")";
        }
    }

    /**
     * Reads the votes from the file that the election was seeded from.
     *
     * @throws BadInputException if it is a different file
     */
    static CertifiedResults of(ResultsFile file, Election election) {
        if (election.resultsSha256() == null) {
            throw new BadInputException("--results " + file.path()
                    + ": this election is simulated and was not seeded from a results file.");
        }
        if (!election.resultsSha256().equals(file.sha256())) {
            throw new BadInputException(
                    "--results " + file.path() + ": this is not the file that the election was seeded from.");
        }
        Map<String, ResultsCandidate> candidates = new HashMap<>();
        file.candidates().forEach(candidate -> candidates.put(candidate.candidateId(), candidate));
        Map<Cell, Long> votes = new LinkedHashMap<>();
        for (ResultsLine line : file.scaledBy(election.scale())) {
            ResultsCandidate candidate = candidates.get(line.candidateId());
            votes.put(new Cell(line.location(), candidate.name(), candidate.party()), line.votes());
        }
        Map<String, Integer> seats = new LinkedHashMap<>();
        file.locations().forEach(location -> seats.put(location.location(), location.seats()));
        return new CertifiedResults(votes, seats);
    }
}
