package io.ballotstream.model;

import java.io.Serializable;

/**
 * A candidate in the election.
 *
 * @param candidateId {@code c} and the ballot number
 * @param ballotNo from 1; in a tie, the candidate with the smaller ballot number ranks first
 * @param candidateName as in the results file
 * @param partyAffiliation may be empty
 */
public record Candidate(String candidateId, int ballotNo, String candidateName, String partyAffiliation)
        implements Serializable {}
