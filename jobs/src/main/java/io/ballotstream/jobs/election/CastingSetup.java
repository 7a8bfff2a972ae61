package io.ballotstream.jobs.election;

import io.ballotstream.model.Election;
import io.ballotstream.model.Location;
import io.ballotstream.model.PlannedVotes;
import java.util.List;

/**
 * The parts of the election that the casting job needs.
 *
 * @param election the row of the table {@code election}
 * @param salt the secret from which vote ids are derived, 32 bytes
 * @param locations all locations
 * @param ballotPlan all rows; those of a location by ballot number
 */
public record CastingSetup(Election election, byte[] salt, List<Location> locations, List<PlannedVotes> ballotPlan) {}
