package io.ballotstream.model;

import java.time.LocalDate;
import java.util.Objects;

/**
 * A registered voter, as on {@code voters_topic} and in the table {@code voters}.
 *
 * <p>Names are stored unchanged: not trimmed, folded or normalised. Only {@code voterId}, {@code dateOfBirth},
 * {@code location} and {@code rollNumber} are required; the other components may be null.
 *
 * @param voterId identifies the voter
 * @param voterName first and last name
 * @param dateOfBirth decides whether the voter has reached the voting age
 * @param gender {@code female} or {@code male}
 * @param nationality two upper-case letters
 * @param registrationNumber as issued at the registration
 * @param address where the voter lives
 * @param email e-mail address
 * @param phoneNumber landline
 * @param cellNumber mobile phone
 * @param picture address of a portrait
 * @param registeredAge years since the registration
 * @param location where the voter votes
 * @param rollNumber the voter's number on the roll of the location, from 0
 * @param votedBeforeMs milliseconds between the vote and the record's Kafka timestamp; null lets the casting job choose
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

    /** Requires the required components, and a roll number that is not negative. */
    public Voter {
        Objects.requireNonNull(voterId, "voter_id must be given");
        Objects.requireNonNull(dateOfBirth, "date_of_birth must be given");
        Objects.requireNonNull(location, "location must be given");
        if (rollNumber < 0) {
            throw new IllegalArgumentException("roll_number must not be negative, but is " + rollNumber);
        }
    }
}
