package io.ballotstream.jobs.cast.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ballotstream.model.InvalidRecordException;
import io.ballotstream.model.RejectReason;
import io.ballotstream.model.codec.RollEntry;
import java.time.LocalDate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VotingTimeTest {
    private static final long TIMESTAMP = 1_700_000_000_000L;

    @ParameterizedTest
    @CsvSource({"0, 1700000000000", "4200000, 1699995800000", "-60000, 1700000060000", "1700000000000, 0"})
    void votedBeforeIsSubtractedFromTheTimestamp(long votedBeforeMs, long time) throws Exception {
        assertThat(VotingTime.of(entry("Ohio", 3, votedBeforeMs), TIMESTAMP)).isEqualTo(time);
    }

    @Test
    void withoutVotedBeforeTheDwellIsZeroToFiveSeconds() {
        assertThat(LongStream.range(0, 100_000).map(rollNumber -> VotingTime.dwell("Ohio", rollNumber)))
                .allMatch(dwell -> dwell >= 0 && dwell <= 4999)
                .contains(0L, 4999L);
    }

    @Test
    void dwellIsAFunctionOfLocationAndRollNumber() throws Exception {
        // The test spells them out, because a newer version must compute the same times for the same voters.
        assertThat(LongStream.range(0, 4).map(rollNumber -> VotingTime.dwell("Ohio", rollNumber)))
                .containsExactly(1051L, 4360L, 2969L, 4885L);
        assertThat(VotingTime.of(entry("Utah", 7, null), TIMESTAMP))
                .isEqualTo(TIMESTAMP - VotingTime.dwell("Utah", 7))
                .isNotEqualTo(VotingTime.of(entry("Ohio", 7, null), TIMESTAMP));
    }

    @Test
    void dwellsSpreadEvenly() {
        double mean = LongStream.range(0, 100_000)
                .map(rollNumber -> VotingTime.dwell("Ohio", rollNumber))
                .average()
                .orElseThrow();

        assertThat(mean).isBetween(2450.0, 2550.0);
    }

    @ParameterizedTest
    @ValueSource(longs = {-60_001, Long.MIN_VALUE})
    void voteMoreThanAMinuteAfterItsRecordIsRejected(long votedBeforeMs) {
        assertThatExceptionOfType(InvalidRecordException.class)
                .isThrownBy(() -> VotingTime.of(entry("Ohio", 3, votedBeforeMs), TIMESTAMP))
                .withMessage("The field voted_before_ms puts the vote more than a minute after its record.")
                .extracting(InvalidRecordException::reason)
                .isEqualTo(RejectReason.FUTURE_TIME);
    }

    @ParameterizedTest
    @CsvSource({
        "1700000000001, 1700000000000",
        "9223372036854775807, 1700000000000",
        "9223372036854775807, -1000",
        "-5, -1",
        "0, 7258118400000",
        "4000, 7258118400000",
        "9223372036854775807, 9223372036854775807"
    })
    void voteOutsideOfTheValidYearsIsABadField(long votedBeforeMs, long timestamp) {
        assertThatExceptionOfType(InvalidRecordException.class)
                .isThrownBy(() -> VotingTime.of(entry("Ohio", 3, votedBeforeMs), timestamp))
                .withMessage(
                        "The field voted_before_ms or the record's timestamp puts the vote before 1970 or after 2199.")
                .extracting(InvalidRecordException::reason)
                .isEqualTo(RejectReason.BAD_FIELD);
    }

    private static RollEntry entry(String location, long rollNumber, Long votedBeforeMs) {
        return new RollEntry("v", LocalDate.EPOCH, location, rollNumber, votedBeforeMs);
    }
}
