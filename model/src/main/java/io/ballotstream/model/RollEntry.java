package io.ballotstream.model;

import java.time.LocalDate;

/**
 * What the casting job reads of a voter's record: who, how old, and where on which location's roll.
 *
 * @param rollNumber the place on the roll of the location, from 0
 * @param votedBeforeMs milliseconds between the vote and the record's Kafka timestamp, or null
 */
public record RollEntry(String voterId, LocalDate dateOfBirth, String location, long rollNumber, Long votedBeforeMs) {}
