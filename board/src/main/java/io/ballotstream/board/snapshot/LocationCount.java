package io.ballotstream.board.snapshot;

import io.ballotstream.model.Location;
import java.util.List;

/**
 * The count of one location.
 *
 * @param location where the votes were cast
 * @param votes counted there
 * @param results the candidates with votes there, most votes first, then by ballot number
 */
public record LocationCount(Location location, long votes, List<CandidateVotes> results) {
    /** Copies the results. */
    public LocationCount {
        results = List.copyOf(results);
    }

    /** {@return whether two candidates are tied for the lead} */
    public boolean tied() {
        return results.size() > 1 && results.get(0).votes() == results.get(1).votes();
    }

    /** {@return the candidate with the most votes; null before the first vote and in a tie} */
    public CandidateProfile leader() {
        return results.isEmpty() || tied() ? null : results.get(0).candidate();
    }

    /** {@return the votes of the first candidate divided by all votes, 0 to 1; 0 before the first vote} */
    public double leaderShare() {
        return votes == 0 ? 0 : (double) results.get(0).votes() / votes;
    }

    /** {@return the lead of the first candidate over the second, in votes; 0 before the first vote and in a tie} */
    public long marginVotes() {
        if (results.isEmpty()) {
            return 0;
        }
        return results.get(0).votes() - (results.size() > 1 ? results.get(1).votes() : 0);
    }

    /** {@return the margin divided by all votes, 0 to 1} */
    public double marginShare() {
        return votes == 0 ? 0 : (double) marginVotes() / votes;
    }

    /** {@return the second candidate; null if there is none, and in a tie} */
    public CandidateProfile runnerUp() {
        return results.size() < 2 || tied() ? null : results.get(1).candidate();
    }

    /**
     * Whether the outstanding votes, those of eligible voters without a counted vote, cannot change the leader.
     *
     * @param complete whether all votes of the election are counted
     * @return false without a leader, and if the number of eligible voters is not known and votes may follow
     */
    public boolean decided(boolean complete) {
        if (leader() == null) {
            return false;
        }
        Long eligible = location.eligibleVoters();
        return complete || eligible != null && marginVotes() > Math.max(0, eligible - votes);
    }

    /** {@return votes divided by eligible voters, from 0; null if these are not known} */
    public Double turnout() {
        Long eligible = location.eligibleVoters();
        return eligible == null || eligible == 0 ? null : (double) votes / eligible;
    }
}
