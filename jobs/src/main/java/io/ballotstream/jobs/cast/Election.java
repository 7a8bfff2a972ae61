package io.ballotstream.jobs.cast;

import io.ballotstream.jobs.cast.rules.BallotPlan;

/**
 * What casting needs to know of the election. It never changes while the election is held.
 *
 * @param votingAge in completed years
 * @param salt the secret from which vote ids are derived
 */
public record Election(int votingAge, byte[] salt, BallotPlan plan) {}
