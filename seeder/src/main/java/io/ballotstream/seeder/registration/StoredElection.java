package io.ballotstream.seeder.registration;

import io.ballotstream.model.Election;
import io.ballotstream.seeder.manifest.Manifest;
import io.ballotstream.seeder.place.Nationality;
import java.util.List;

/**
 * The election in a database, with everything that the seeder needs to resume it.
 *
 * @param election its parameters
 * @param manifest the records to publish
 */
public record StoredElection(Election election, Manifest manifest) {
    /** {@return the nationalities of its people} */
    public List<Nationality> nationalities() {
        return Nationality.parseList(String.join(",", election.nationalities()));
    }
}
