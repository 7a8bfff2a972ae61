package io.ballotstream.jobs.cast.rules;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ballotstream.model.InvalidRecordException;
import io.ballotstream.model.RejectReason;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VotingAgeTest {
    private final VotingAge votingAge = new VotingAge(18);

    @ParameterizedTest
    @CsvSource({
        "2002-11-03, 2020-11-03T00:00:00Z",
        "2004-02-29, 2022-03-01T00:00:00Z",
        "1900-01-01, 2020-11-03T12:00:00Z",
        "1950-01-01, 1969-12-31T23:59:59.999Z",
    })
    void voterOfAgeOnTheDayOfTheRecordMayVote(LocalDate dateOfBirth, Instant timestamp) {
        assertThatCode(() -> votingAge.require(dateOfBirth, timestamp.toEpochMilli()))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "2002-11-03, 2020-11-02T23:59:59.999Z",
        "2004-02-29, 2022-02-28T23:59:59.999Z",
        "2030-01-01, 2020-11-03T12:00:00Z",
        "1952-01-01, 1969-12-31T23:59:59.999Z",
    })
    void voterWhoComesOfAgeLaterIsUnderage(LocalDate dateOfBirth, Instant timestamp) {
        assertThatExceptionOfType(InvalidRecordException.class)
                .isThrownBy(() -> votingAge.require(dateOfBirth, timestamp.toEpochMilli()))
                .withMessage("The field date_of_birth makes the voter younger than 18.")
                .extracting(InvalidRecordException::reason)
                .isEqualTo(RejectReason.UNDERAGE);
    }
}
