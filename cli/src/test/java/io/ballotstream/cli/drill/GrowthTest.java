package io.ballotstream.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GrowthTest {
    private static final long SECOND = 1_000_000_000L;

    private final Growth growth = new Growth();

    @Test
    void standStillIsTheLongestTimeWithoutGrowth() {
        sample(1, 10);
        sample(2, 20);
        sample(3, 20);
        sample(6, 30);
        sample(7, 40);

        assertThat(standStill(1, 7)).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void standStillBeginsWithTheStrikeAndEndsWithTheRecovery() {
        sample(0, 10);
        sample(4, 20);

        assertThat(standStill(3, 5)).isEqualTo(Duration.ofSeconds(1));
        assertThat(standStill(5, 8)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void lowerCountIsNoGrowth() {
        sample(1, 10);
        sample(2, 5);
        sample(3, 10);
        sample(4, 11);

        assertThat(standStill(1, 4)).isEqualTo(Duration.ofSeconds(3));
        assertThat(growth.highest()).isEqualTo(11);
    }

    @Test
    void nextGrowthAfterAReturnIsMeasured() {
        sample(1, 10);
        sample(5, 20);

        assertThat(growth.nextAfter(2 * SECOND)).isEqualTo(Duration.ofSeconds(3));
        assertThat(growth.nextAfter(5 * SECOND)).isZero();
    }

    private void sample(long second, long count) {
        growth.sample(second * SECOND, count);
    }

    private Duration standStill(long from, long to) {
        return growth.longestStandStill(from * SECOND, to * SECOND);
    }
}
