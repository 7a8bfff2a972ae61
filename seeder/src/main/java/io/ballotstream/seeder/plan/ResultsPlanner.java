package io.ballotstream.seeder.plan;

import io.ballotstream.model.Candidate;
import io.ballotstream.model.Location;
import io.ballotstream.model.PlannedVotes;
import io.ballotstream.results.ResultsCandidate;
import io.ballotstream.results.ResultsFile;
import io.ballotstream.results.ResultsLine;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Plans an election with a known outcome: the votes of a results file are the plan. */
public final class ResultsPlanner {
    private ResultsPlanner() {}

    /**
     * Plans the election of a file, divided by the scale.
     *
     * @param name of the election
     * @param results to replay
     * @param scale divisor of the votes, from 1
     * @return a plan with votes for each location and candidate
     * @throws io.ballotstream.model.BadInputException if no vote remains at this scale
     */
    public static ElectionPlan plan(String name, ResultsFile results, long scale) {
        List<ResultsLine> lines = results.scaledBy(scale);
        Map<String, Long> electorate = Example.electorate(results.sha256());
        Map<String, Long> voters = lines.stream()
                .collect(Collectors.groupingBy(ResultsLine::location, Collectors.summingLong(ResultsLine::votes)));
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
                                scaled(electorate.get(location.location()), scale, voters.get(location.location())),
                                location.seats()))
                        .toList(),
                lines.stream()
                        .map(line -> new PlannedVotes(line.location(), line.candidateId(), line.votes()))
                        .toList(),
                lines.stream().mapToLong(ResultsLine::votes).sum());
    }

    /** Rounded, but not below the number of votes, which is rounded independently. */
    private static Long scaled(Long electorate, long scale, long voters) {
        return electorate == null ? null : Long.valueOf(Math.max(voters, Math.round((double) electorate / scale)));
    }

    private static List<CandidateProfile> candidates(ResultsFile results) {
        Map<String, Set<String>> locations = new HashMap<>();
        results.lines()
                .forEach(line -> locations
                        .computeIfAbsent(line.candidateId(), id -> new HashSet<>())
                        .add(line.location()));
        PartyColors colors = PartyColors.of(results);
        return results.candidates().stream()
                .map(candidate -> candidate(
                        candidate,
                        colors.next(candidate.party(), candidate.color(), locations.get(candidate.candidateId()))))
                .toList();
    }

    private static CandidateProfile candidate(ResultsCandidate candidate, String color) {
        String party = candidate.party().isEmpty() ? "without a party" : "for " + candidate.party();
        return new CandidateProfile(
                new Candidate(candidate.candidateId(), candidate.ballotNo(), candidate.name(), candidate.party()),
                "No. " + candidate.ballotNo() + " on the ballot, " + party + ", as in the results file.",
                "Not in the results file.",
                Portrait.of(candidate.name(), color),
                color);
    }
}
