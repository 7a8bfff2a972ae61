package io.ballotstream.seeder.registration;

import io.ballotstream.model.Election;
import io.ballotstream.seeder.manifest.Manifest;
import io.ballotstream.seeder.place.Nationality;
import java.util.List;

/**
 * The election that a database holds, with all that the seeder needs to resume it.
 *
 * @param manifest what is published of it
 */
public record StoredElection(Election election, Manifest manifest) {
    /** The nationalities of the election's people. */
    public List<Nationality> nationalities() {
        return Nationality.parseList(String.join(",", election.nationalities()));
    }
}
