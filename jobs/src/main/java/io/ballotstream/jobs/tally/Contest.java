package io.ballotstream.jobs.tally;

import java.io.Serializable;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who stands, and where people vote: what the tally must know of an election before the first vote.
 *
 * @param candidates at least one, in the order of their ballot numbers
 */
public record Contest(List<Candidate> candidates, List<Location> locations) implements Serializable {
    /**
     * A candidate on the ballot.
     *
     * @param ballotNo decides between candidates with as many votes: the smaller one comes first
     */
    public record Candidate(String candidateId, String candidateName, String partyAffiliation, int ballotNo)
            implements Serializable {}

    /**
     * A place where people vote.
     *
     * @param eligibleVoters null where it is not known
     */
    public record Location(String location, Long eligibleVoters) implements Serializable {}

    /** Sorts the candidates by ballot number, and refuses a contest in which nobody stands or a name stands twice. */
    public Contest {
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
                throw new IllegalArgumentException(field + " must not stand twice, but " + name + " does");
            }
        }
    }
}
