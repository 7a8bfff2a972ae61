package io.ballotstream.seeder.registration;

import io.ballotstream.seeder.Manifest;
import io.ballotstream.seeder.people.Nationality;
import java.time.Instant;
import java.util.List;

/**
 * The election that a database holds, without its secret: all that is needed to go on with it.
 *
 * @param resultsSha256 null in a simulated election
 * @param peopleSource the {@linkplain io.ballotstream.seeder.people.PeopleSource#name() name} of where the voters come
 *     from
 */
public record StoredElection(
        String electionId,
        String name,
        long seed,
        long scale,
        long voters,
        int votingAge,
        String resultsSha256,
        Instant createdAt,
        String peopleSource,
        List<Nationality> nationalities,
        Manifest manifest) {
    /** Keeps a copy of the nationalities. */
    public StoredElection {
        nationalities = List.copyOf(nationalities);
    }
}
