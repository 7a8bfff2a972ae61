package io.ballotstream.results;

/**
 * Someone who stands in a results file: one per (name, party), wherever in the file.
 *
 * @param candidateId {@code c} and the ballot number
 * @param ballotNo from 1, in order of first appearance
 * @param name as in the file
 * @param party as in the file; may be empty
 */
public record ResultsCandidate(String candidateId, int ballotNo, String name, String party) {
    static ResultsCandidate of(int ballotNo, String name, String party) {
        return new ResultsCandidate("c" + ballotNo, ballotNo, name, party);
    }
}
