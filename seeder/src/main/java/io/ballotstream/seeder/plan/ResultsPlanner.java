package io.ballotstream.seeder.plan;

import io.ballotstream.model.Candidate;
import io.ballotstream.model.Location;
import io.ballotstream.model.PlannedVotes;
import io.ballotstream.results.ResultsCandidate;
import io.ballotstream.results.ResultsFile;
import io.ballotstream.results.ResultsLine;
import io.ballotstream.seeder.place.Place;
import io.ballotstream.seeder.place.Places;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Plans an election whose outcome is known: the votes of a results file are the plan. */
public final class ResultsPlanner {
    private final Places places;

    public ResultsPlanner(Places places) {
        this.places = places;
    }

    /**
     * The election of a file, so many times smaller.
     *
     * @throws io.ballotstream.model.BadInputException if no vote is left at this scale
     */
    public ElectionPlan of(String name, ResultsFile results, long scale) {
        List<ResultsLine> lines = results.scaledBy(scale);
        // Eligible voters are known for one election only; others in the same places had others.
        boolean eligibleVotersAreKnown = results.sha256().equals(UsStateFile.sha256());
        return new ElectionPlan(
                name,
                scale,
                results.sha256(),
                candidates(results),
                results.locations().stream()
                        .map(location -> new Location(
                                location.location(),
                                location.latitude(),
                                location.longitude(),
                                eligibleVotersAreKnown ? eligibleVoters(location.location(), scale) : null))
                        .toList(),
                lines.stream()
                        .map(line -> new PlannedVotes(line.location(), line.candidateId(), line.votes()))
                        .toList(),
                lines.stream().mapToLong(ResultsLine::votes).sum());
    }

    private Long eligibleVoters(String location, long scale) {
        return places.named(location)
                .map(Place::eligibleVoters)
                .map(voters -> Math.round((double) voters / scale))
                .orElse(null);
    }

    private static List<CandidateProfile> candidates(ResultsFile results) {
        Map<String, Set<String>> locations = new HashMap<>();
        results.lines()
                .forEach(line -> locations
                        .computeIfAbsent(line.candidateId(), id -> new HashSet<>())
                        .add(line.location()));
        PartyColors colors = new PartyColors();
        return results.candidates().stream()
                .map(candidate -> candidate(
                        candidate,
                        colors.next(candidate.party(), locations.getOrDefault(candidate.candidateId(), Set.of()))))
                .toList();
    }

    private static CandidateProfile candidate(ResultsCandidate candidate, String color) {
        String party = candidate.party().isEmpty() ? "without a party" : "for " + candidate.party();
        return new CandidateProfile(
                new Candidate(candidate.candidateId(), candidate.ballotNo(), candidate.name(), candidate.party()),
                "No. " + candidate.ballotNo() + " on the ballot, " + party + ", as in the results file.",
                "Not part of a results file.",
                Portrait.of(candidate.name(), color),
                color);
    }
}
