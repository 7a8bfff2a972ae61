package io.ballotstream.jobs.cast.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ballotstream.model.InvalidRecordException;
import io.ballotstream.model.RejectReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BallotPlanTest {
    private final BallotPlan plan = new BallotPlan.Builder()
            .share("Ohio", "c1", 3)
            .share("Ohio", "c2", 0)
            .share("Ohio", "c10", 2)
            .share("", "c2", 1)
            .location("Guam")
            .build();

    @ParameterizedTest
    @CsvSource({"0, c1", "2, c1", "3, c10", "4, c10"})
    void voteGoesToTheCandidateWhoseRangeContainsTheRollNumber(long rollNumber, String candidateId) throws Exception {
        assertThat(plan.candidateOf("Ohio", rollNumber)).isEqualTo(candidateId);
    }

    @Test
    void emptyNameOfALocationIsValid() throws Exception {
        assertThat(plan.candidateOf("", 0)).isEqualTo("c2");
    }

    @ParameterizedTest
    @CsvSource({"Ohio, 5", "Ohio, 9223372036854775807", "Guam, 0"})
    void rollNumberBeyondTheRollIsABadField(String location, long rollNumber) {
        assertThatExceptionOfType(InvalidRecordException.class)
                .isThrownBy(() -> plan.candidateOf(location, rollNumber))
                .withMessage("The field roll_number is beyond the end of the location's roll.")
                .extracting(InvalidRecordException::reason)
                .isEqualTo(RejectReason.BAD_FIELD);
    }

    @Test
    void locationOutsideThePlanIsUnknown() {
        assertThatExceptionOfType(InvalidRecordException.class)
                .isThrownBy(() -> plan.candidateOf("ohio", 0))
                .withMessage("The field location is not a location of the election.")
                .extracting(InvalidRecordException::reason)
                .isEqualTo(RejectReason.UNKNOWN_LOCATION);
    }

    @Test
    void votersAreTheSumOfAllRolls() {
        assertThat(new BallotPlan.Builder()
                        .share("Ohio", "c1", 3)
                        .share("Ohio", "c2", 2)
                        .location("Guam")
                        .share("Utah", "c1", 7)
                        .build()
                        .voters())
                .isEqualTo(12);
    }
}
