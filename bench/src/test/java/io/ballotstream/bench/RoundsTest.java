package io.ballotstream.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundsTest {
    @ParameterizedTest
    @CsvSource({
        // Ballots to warm up with, ballots of a round, rounds that warm up
        "1500000, 1584000, 1",
        "1500000, 1499999, 2",
        "1500000, 288000, 6",
        "1500000, 1500, 10",
        "0, 1500, 0"
    })
    void roundsWarmUpUntilThereWereEnoughBallots(long warmUpBallots, long ballots, int warmUps) {
        assertThat(1 - new Rounds(3, warmUpBallots).first(ballots)).isEqualTo(warmUps);
    }
}
