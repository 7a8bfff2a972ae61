package io.ballotstream.seeder.people;

import io.ballotstream.model.Address;
import io.ballotstream.model.Voter;
import java.time.LocalDate;
import java.util.Objects;

/**
 * A person who can be a voter or a candidate, independent of an election.
 *
 * <p>The id, name and dateOfBirth are required; the rest may be null. Names are unchanged from their source.
 *
 * @param id unique among all people of one source and seed
 * @param registeredAge years since the registration
 */
public record Person(
        String id,
        String name,
        LocalDate dateOfBirth,
        String gender,
        String nationality,
        String registrationNumber,
        Address address,
        String email,
        String phoneNumber,
        String cellNumber,
        String picture,
        Integer registeredAge) {

    /** Requires id, name and dateOfBirth. */
    public Person {
        Objects.requireNonNull(id, "id must be given");
        Objects.requireNonNull(name, "name must be given");
        Objects.requireNonNull(dateOfBirth, "dateOfBirth must be given");
    }

    /** {@return the state or region of the address, or null} */
    public String region() {
        return address == null ? null : address.state();
    }

    /**
     * Creates a voter from this person.
     *
     * @param votedBeforeMs see {@link Voter}; may be null
     */
    public Voter asVoter(String location, long rollNumber, Long votedBeforeMs) {
        return new Voter(
                id,
                name,
                dateOfBirth,
                gender,
                nationality,
                registrationNumber,
                address,
                email,
                phoneNumber,
                cellNumber,
                picture,
                registeredAge,
                location,
                rollNumber,
                votedBeforeMs);
    }
}
