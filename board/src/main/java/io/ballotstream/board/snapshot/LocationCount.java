package io.ballotstream.board.snapshot;

import io.ballotstream.model.Location;
import java.util.List;

/**
 * The count of one location.
 *
 * @param results the candidates who have votes there, most votes first, then by ballot number
 */
public record LocationCount(Location location, long votes, List<CandidateVotes> results) {
    /** Copies the results. */
    public LocationCount {
        results = List.copyOf(results);
    }

    /** Whether two candidates are level at the top. */
    public boolean tied() {
        return results.size() > 1 && results.get(0).votes() == results.get(1).votes();
    }

    /** Who has most votes; null before the first vote and in a tie. */
    public CandidateProfile leader() {
        return results.isEmpty() || tied() ? null : results.get(0).candidate();
    }

    /** The votes of the best candidate by all votes, 0 to 1; 0 before the first vote. */
    public double leaderShare() {
        return votes == 0 ? 0 : (double) results.get(0).votes() / votes;
    }

    /** How many votes the best candidate has more than the second. */
    public long marginVotes() {
        if (results.isEmpty()) {
            return 0;
        }
        return results.get(0).votes() - (results.size() > 1 ? results.get(1).votes() : 0);
    }

    /** The margin by all votes, 0 to 1. */
    public double marginShare() {
        return votes == 0 ? 0 : (double) marginVotes() / votes;
    }

    /** The candidate behind the leader; null if there is none, and in a tie. */
    public CandidateProfile runnerUp() {
        return results.size() < 2 || tied() ? null : results.get(1).candidate();
    }

    /** Whether the votes that may still come, those of eligible voters without a counted vote, cannot change who leads. */
    public boolean decided(boolean complete) {
        if (leader() == null) {
            return false;
        }
        Long eligible = location.eligibleVoters();
        return complete || eligible != null && marginVotes() > Math.max(0, eligible - votes);
    }

    /** Votes by eligible voters, from 0; null where those are not known. */
    public Double turnout() {
        Long eligible = location.eligibleVoters();
        return eligible == null || eligible == 0 ? null : (double) votes / eligible;
    }
}
