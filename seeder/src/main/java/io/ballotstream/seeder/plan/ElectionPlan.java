package io.ballotstream.seeder.plan;

import io.ballotstream.model.Location;
import io.ballotstream.model.PlannedVotes;
import java.util.List;

/**
 * An election before its voters register: candidates, locations, and the planned votes.
 *
 * @param name of the election
 * @param scale the divisor of the results file; 1 without a file
 * @param resultsSha256 of the results file, or null
 * @param candidates in ballot order
 * @param locations empty, like the votes, if the regions of the registered people determine them
 * @param votes by location and candidate; they add up to the voters
 * @param voters the number of voters
 */
public record ElectionPlan(
        String name,
        long scale,
        String resultsSha256,
        List<CandidateProfile> candidates,
        List<Location> locations,
        List<PlannedVotes> votes,
        long voters) {

    /** Copies the lists. Rejects votes that do not add up to the voters. */
    public ElectionPlan {
        candidates = List.copyOf(candidates);
        locations = List.copyOf(locations);
        votes = List.copyOf(votes);
        long planned = votes.stream().mapToLong(PlannedVotes::weight).sum();
        if (!votes.isEmpty() && planned != voters) {
            throw new IllegalArgumentException(voters + " voters, but " + planned + " planned votes");
        }
    }
}
