package io.ballotstream.board.snapshot;

import io.ballotstream.model.Contest;
import io.ballotstream.model.Location;
import java.time.Instant;
import java.util.List;

/**
 * What an election is made of, fixed before the first vote.
 *
 * @param scale the number by which the results file's votes were divided
 * @param voters how many people vote if all goes well
 * @param contest what is elected
 * @param candidates by ballot number
 * @param locations in the order in which people look names up
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

    /** All eligible voters; null unless they are known everywhere. */
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
