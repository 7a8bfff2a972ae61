package io.ballotstream.jobs.cast.rules;

import io.ballotstream.model.InvalidRecordException;
import io.ballotstream.model.RejectReason;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/**
 * Who is old enough to vote: by completed years on the UTC date of the record's Kafka timestamp. Somebody born on 29
 * February completes a year on 1 March where there is no 29th.
 */
public record VotingAge(int years) {
    private static final long DAY_MS = TimeUnit.DAYS.toMillis(1);

    /**
     * Requires the age.
     *
     * @param timestamp the record's Kafka timestamp, in epoch milliseconds
     */
    public void require(LocalDate dateOfBirth, long timestamp) throws InvalidRecordException {
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(timestamp, DAY_MS));
        if (ChronoUnit.YEARS.between(dateOfBirth, date) < years) {
            throw new InvalidRecordException(
                    RejectReason.UNDERAGE, "The field date_of_birth makes the voter younger than " + years + ".");
        }
    }
}
