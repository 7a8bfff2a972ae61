package io.ballotstream.jobs.election;

import io.ballotstream.model.Candidate;
import io.ballotstream.model.Location;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The parts of the election that the tally job needs.
 *
 * @param candidates at least one, by ballot number
 * @param locations all locations
 */
public record TallySetup(List<Candidate> candidates, List<Location> locations) {
    /** Sorts the candidates by ballot number. Requires at least one candidate, and no duplicates. */
    public TallySetup {
        candidates = candidates.stream()
                .sorted(Comparator.comparingInt(Candidate::ballotNo))
                .toList();
        locations = List.copyOf(locations);
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("candidates must not be empty");
        }
        requireDistinct(
                "candidate_id", candidates.stream().map(Candidate::candidateId).toList());
        requireDistinct("location", locations.stream().map(Location::location).toList());
    }

    private static void requireDistinct(String field, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException(field + " must be unique, but " + name + " occurs twice");
            }
        }
    }
}
