package io.ballotstream.jobs.cast.rules;

import io.ballotstream.model.InvalidRecordException;
import io.ballotstream.model.RejectReason;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/**
 * The minimum age of voters, in completed years on the UTC date of the record's Kafka timestamp. In years without 29
 * February, a voter born on that day completes a year on 1 March.
 *
 * @param years minimum age
 */
public record VotingAge(int years) {
    private static final long DAY_MS = TimeUnit.DAYS.toMillis(1);

    /**
     * Requires the minimum age.
     *
     * @param dateOfBirth the voter's date of birth
     * @param timestamp the record's Kafka timestamp, in epoch milliseconds
     * @throws InvalidRecordException UNDERAGE if the voter is younger
     */
    public void require(LocalDate dateOfBirth, long timestamp) throws InvalidRecordException {
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(timestamp, DAY_MS));
        if (ChronoUnit.YEARS.between(dateOfBirth, date) < years) {
            throw new InvalidRecordException(
                    RejectReason.UNDERAGE, "The field date_of_birth makes the voter younger than " + years + ".");
        }
    }
}
