package io.ballotstream.board.snapshot;

import io.ballotstream.model.Contest;
import io.ballotstream.model.Location;
import java.time.Instant;
import java.util.List;

/**
 * The attributes of an election that are fixed before the first vote.
 *
 * @param id the election's id in the database
 * @param name for people
 * @param scale the divisor of the results file
 * @param voters the number of voters
 * @param createdAt when the election was prepared
 * @param contest nation or location
 * @param candidates by ballot number
 * @param locations in alphabetical order
 */
public record ElectionFacts(
        String id,
        String name,
        long scale,
        long voters,
        Instant createdAt,
        Contest contest,
        List<CandidateProfile> candidates,
        List<Location> locations) {
    /** Copies the lists. */
    public ElectionFacts {
        candidates = List.copyOf(candidates);
        locations = List.copyOf(locations);
    }

    /** {@return the number of eligible voters; null unless it is known for all locations} */
    public Long eligibleVoters() {
        long sum = 0;
        for (Location location : locations) {
            if (location.eligibleVoters() == null) {
                return null;
            }
            sum += location.eligibleVoters();
        }
        return sum == 0 ? null : sum;
    }
}
