package io.ballotstream.model;

import java.io.Serializable;

/**
 * A candidate in the election.
 *
 * @param candidateId {@code c} and the ballot number
 * @param ballotNo from 1; of candidates with equally many votes the smaller one ranks first
 * @param partyAffiliation may be empty
 */
public record Candidate(String candidateId, int ballotNo, String candidateName, String partyAffiliation)
        implements Serializable {}
