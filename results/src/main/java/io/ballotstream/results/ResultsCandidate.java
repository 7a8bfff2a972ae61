package io.ballotstream.results;

/**
 * Someone who stands in a results file: one per (name, party), wherever in the file.
 *
 * @param candidateId {@code c} and the ballot number
 * @param ballotNo from 1, in order of first appearance
 * @param name as in the file
 * @param party as in the file; may be empty
 * @param color {@code #rrggbb} in lower case, or null where the file gives none
 */
public record ResultsCandidate(String candidateId, int ballotNo, String name, String party, String color) {
    /** A candidate without a color. */
    public ResultsCandidate(String candidateId, int ballotNo, String name, String party) {
        this(candidateId, ballotNo, name, party, null);
    }
}
