package io.ballotstream.model;

import java.time.LocalDate;
import java.util.Objects;

/**
 * A registered voter, as on {@code voters_topic} and in the table {@code voters}.
 *
 * <p>Names are kept as they are: nothing is trimmed, folded or normalised. Required are voterId, dateOfBirth, location
 * and rollNumber; the rest may be null.
 *
 * @param rollNumber the place on the roll of the location, from 0
 * @param votedBeforeMs milliseconds between the vote and the record's Kafka timestamp; null leaves it to the casting job
 */
public record Voter(
        String voterId,
        String voterName,
        LocalDate dateOfBirth,
        String gender,
        String nationality,
        String registrationNumber,
        Address address,
        String email,
        String phoneNumber,
        String cellNumber,
        String picture,
        Integer registeredAge,
        String location,
        long rollNumber,
        Long votedBeforeMs) {

    /** Refuses a voter without one of the required fields, or with a negative roll number. */
    public Voter {
        Objects.requireNonNull(voterId, "voter_id must be given");
        Objects.requireNonNull(dateOfBirth, "date_of_birth must be given");
        Objects.requireNonNull(location, "location must be given");
        if (rollNumber < 0) {
            throw new IllegalArgumentException("roll_number must not be negative, but is " + rollNumber);
        }
    }
}
