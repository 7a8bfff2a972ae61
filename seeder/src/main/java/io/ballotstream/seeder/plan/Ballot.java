package io.ballotstream.seeder.plan;

import java.util.List;

/**
 * What is voted on, where, and how: the content of an election but for the voters themselves.
 *
 * @param name of the election
 * @param scale by what the results file was divided; 1 without one
 * @param resultsSha256 of the results file, or null
 * @param candidates in ballot order
 * @param locations empty, like the votes, where the people who register decide on them
 * @param voters how many there are
 */
public record Ballot(
        String name,
        long scale,
        String resultsSha256,
        List<Candidate> candidates,
        List<VotingLocation> locations,
        List<PlannedVotes> votes,
        long voters) {

    /** Keeps copies of the lists; refuses votes that do not sum up to the voters. */
    public Ballot {
        candidates = List.copyOf(candidates);
        locations = List.copyOf(locations);
        votes = List.copyOf(votes);
        long planned = votes.stream().mapToLong(PlannedVotes::weight).sum();
        if (!votes.isEmpty() && planned != voters) {
            throw new IllegalArgumentException(voters + " voters, but " + planned + " planned votes");
        }
    }
}
