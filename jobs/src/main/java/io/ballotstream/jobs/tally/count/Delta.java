package io.ballotstream.jobs.tally.count;

/**
 * A number of new votes of one window, location and candidate.
 *
 * @param windowStart epoch milliseconds, inclusive
 * @param location where the votes were cast
 * @param candidateId the candidate
 * @param votes at least one
 * @param asOf the greatest voting time among them, in epoch milliseconds
 */
public record Delta(long windowStart, String location, String candidateId, long votes, long asOf) {
    /** Requires at least one vote. */
    public Delta {
        if (votes < 1) {
            throw new IllegalArgumentException("votes must be at least 1, but is " + votes);
        }
    }

    /**
     * Adds another delta of the same window, location and candidate.
     *
     * @param other the other delta
     * @return the sum
     */
    public Delta plus(Delta other) {
        return new Delta(windowStart, location, candidateId, votes + other.votes, Math.max(asOf, other.asOf));
    }
}
