package io.ballotstream.board.snapshot;

import io.ballotstream.model.Location;
import java.util.List;

/**
 * The count of one location.
 *
 * @param results the candidates with votes there, most votes first, then by ballot number
 */
public record LocationCount(Location location, long votes, List<CandidateVotes> results) {
    /** Copies the results. */
    public LocationCount {
        results = List.copyOf(results);
    }

    /** Whether two candidates are tied for the lead. */
    public boolean tied() {
        return results.size() > 1 && results.get(0).votes() == results.get(1).votes();
    }

    /** The candidate with the most votes; null before the first vote and in a tie. */
    public CandidateProfile leader() {
        return results.isEmpty() || tied() ? null : results.get(0).candidate();
    }

    /** The votes of the first candidate divided by all votes, 0 to 1; 0 before the first vote. */
    public double leaderShare() {
        return votes == 0 ? 0 : (double) results.get(0).votes() / votes;
    }

    /** The lead of the first candidate over the second in votes. */
    public long marginVotes() {
        if (results.isEmpty()) {
            return 0;
        }
        return results.get(0).votes() - (results.size() > 1 ? results.get(1).votes() : 0);
    }

    /** The margin divided by all votes, 0 to 1. */
    public double marginShare() {
        return votes == 0 ? 0 : (double) marginVotes() / votes;
    }

    /** The second candidate; null if there is none, and in a tie. */
    public CandidateProfile runnerUp() {
        return results.size() < 2 || tied() ? null : results.get(1).candidate();
    }

    /** Whether the outstanding votes, those of eligible voters without a counted vote, cannot change the leader. */
    public boolean decided(boolean complete) {
        if (leader() == null) {
            return false;
        }
        Long eligible = location.eligibleVoters();
        return complete || eligible != null && marginVotes() > Math.max(0, eligible - votes);
    }

    /** Votes divided by eligible voters, from 0; null if these are not known. */
    public Double turnout() {
        Long eligible = location.eligibleVoters();
        return eligible == null || eligible == 0 ? null : (double) votes / eligible;
    }
}
