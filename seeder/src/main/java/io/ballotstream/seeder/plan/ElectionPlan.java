package io.ballotstream.seeder.plan;

import io.ballotstream.model.Location;
import io.ballotstream.model.PlannedVotes;
import java.util.List;

/**
 * What an election consists of before its voters register: who stands, where votes are cast, and how many vote how.
 *
 * @param name of the election
 * @param scale by what the results file was divided; 1 without one
 * @param resultsSha256 of the results file, or null
 * @param candidates in ballot order
 * @param locations empty, like the votes, where the people who register decide on them
 * @param voters how many there are
 */
public record ElectionPlan(
        String name,
        long scale,
        String resultsSha256,
        List<CandidateProfile> candidates,
        List<Location> locations,
        List<PlannedVotes> votes,
        long voters) {

    /** Keeps copies of the lists; refuses votes that do not sum up to the voters. */
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
