package io.ballotstream.jobs.tally.count;

/**
 * Votes to be added to what is counted already, of one window, location and candidate.
 *
 * @param windowStart epoch milliseconds
 * @param votes at least one
 * @param asOf the greatest voting time among them, in epoch milliseconds
 */
public record Delta(long windowStart, String location, String candidateId, long votes, long asOf) {
    /** Refuses a delta that adds nothing: it would be a row without a vote. */
    public Delta {
        if (votes < 1) {
            throw new IllegalArgumentException("votes must be at least 1, but is " + votes);
        }
    }

    /** Both together, which must be of the same window, location and candidate. */
    public Delta plus(Delta other) {
        return new Delta(windowStart, location, candidateId, votes + other.votes, Math.max(asOf, other.asOf));
    }
}
