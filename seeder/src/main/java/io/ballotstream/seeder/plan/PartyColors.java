package io.ballotstream.seeder.plan;

import io.ballotstream.results.ResultsCandidate;
import io.ballotstream.results.ResultsFile;
import io.ballotstream.results.ResultsLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Assigns a color to each candidate: the one in the results file, otherwise the usual color of the party, otherwise
 * one that color-blind people can tell from the others. Larger parties choose first. Candidates of one party share its
 * color unless they are candidates in the same location.
 */
final class PartyColors {
    private final Map<String, String> byParty = new HashMap<>();
    private final Map<String, Set<String>> takenByLocation = new HashMap<>();
    private final List<String> ofRivals = new ArrayList<>();
    private final DistinctColors distinct;

    private PartyColors(Map<String, Long> votesByParty, Map<String, String> given) {
        KnownParties.load().colors(votesByParty).forEach(byParty::put);
        byParty.putAll(given);
        distinct = new DistinctColors(byParty.values());
        votesByParty.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(
                        Comparator.<Long>naturalOrder().reversed()))
                .forEach(party -> byParty.computeIfAbsent(party.getKey(), name -> distinct.next()));
    }

    /** Colors for the candidates of a file. */
    static PartyColors of(ResultsFile results) {
        Map<String, String> parties = results.candidates().stream()
                .collect(Collectors.toMap(ResultsCandidate::candidateId, ResultsCandidate::party));
        Map<String, Long> votes = new LinkedHashMap<>();
        for (ResultsLine line : results.lines()) {
            votes.merge(parties.get(line.candidateId()), line.votes(), Long::sum);
        }
        Map<String, String> given = new HashMap<>();
        results.candidates().stream()
                .filter(candidate -> candidate.color() != null)
                .forEach(candidate -> given.putIfAbsent(candidate.party(), candidate.color()));
        return new PartyColors(votes, given);
    }

    /** Colors for these parties. */
    static PartyColors of(List<String> parties) {
        Map<String, Long> votes = new LinkedHashMap<>();
        parties.forEach(party -> votes.put(party, 0L));
        return new PartyColors(votes, Map.of());
    }

    /**
     * The color of the next candidate on the ballot.
     *
     * @param given the candidate's color in the file, or null
     * @param locations in which the person is a candidate
     */
    String next(String party, String given, Set<String> locations) {
        String color = given != null ? given : byParty.get(party);
        if (given == null && isTaken(color, locations)) {
            color = ofRivals.stream()
                    .filter(used -> !isTaken(used, locations))
                    .findFirst()
                    .orElseGet(this::anotherForRivals);
        }
        for (String location : locations) {
            takenByLocation.computeIfAbsent(location, name -> new HashSet<>()).add(color);
        }
        return color;
    }

    private String anotherForRivals() {
        String color = distinct.next();
        ofRivals.add(color);
        return color;
    }

    private boolean isTaken(String color, Set<String> locations) {
        return locations.stream()
                .anyMatch(location ->
                        takenByLocation.getOrDefault(location, Set.of()).contains(color));
    }
}
