package io.ballotstream.results;

/**
 * A candidate in a results file, identified by name and party.
 *
 * @param candidateId {@code c} and the ballot number
 * @param ballotNo from 1, in order of first appearance
 * @param name as in the file
 * @param party as in the file; may be empty
 * @param color {@code #rrggbb} in lower case, or null if the file has none
 */
public record ResultsCandidate(String candidateId, int ballotNo, String name, String party, String color) {
    /**
     * A candidate without a color.
     *
     * @param candidateId {@code c} and the ballot number
     * @param ballotNo from 1, in order of first appearance
     * @param name as in the file
     * @param party as in the file; may be empty
     */
    public ResultsCandidate(String candidateId, int ballotNo, String name, String party) {
        this(candidateId, ballotNo, name, party, null);
    }
}
