package io.ballotstream.jobs.election;

import io.ballotstream.model.Election;
import io.ballotstream.model.Location;
import io.ballotstream.model.PlannedVotes;
import java.util.List;

/**
 * What the casting job needs to know of the election.
 *
 * @param salt the secret from which vote ids are derived
 * @param ballotPlan a location's candidates in the order of their ballot numbers
 */
public record CastingSetup(Election election, byte[] salt, List<Location> locations, List<PlannedVotes> ballotPlan) {}
