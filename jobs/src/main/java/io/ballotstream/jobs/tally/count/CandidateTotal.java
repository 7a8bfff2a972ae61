package io.ballotstream.jobs.tally.count;

/**
 * A candidate's votes so far, as in the table {@code candidate_totals}.
 *
 * @param candidateId the candidate
 * @param votes counted so far
 * @param asOf the greatest voting time counted, in epoch milliseconds
 */
public record CandidateTotal(String candidateId, long votes, long asOf) implements Total {
    @Override
    public String id() {
        return candidateId;
    }
}
