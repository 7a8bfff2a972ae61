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
 * @param name first and last name
 * @param dateOfBirth determines whether the person may vote
 * @param gender {@code female} or {@code male}
 * @param nationality code of two capital letters
 * @param registrationNumber in the format of the source
 * @param address where the person lives
 * @param email address for e-mail
 * @param phoneNumber landline, in the format of the country
 * @param cellNumber mobile phone, in the format of the country
 * @param picture URL of a portrait
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
     * @param location where the voter votes
     * @param rollNumber position on the electoral roll of the location, from 0
     * @param votedBeforeMs see {@link Voter}; may be null
     * @return a voter with the id and the data of this person
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
