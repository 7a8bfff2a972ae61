package io.ballotstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CountingRateTest {
    private final CountingRate rate = new CountingRate();

    @Test
    void nothingIsKnownFromOneSample() {
        sample(0, 500);

        assertThat(rate.perSecond()).isZero();
    }

    @Test
    void rateIsGrowthOverTime() {
        sample(0, 100);
        sample(2000, 500);

        assertThat(rate.perSecond()).isEqualTo(200);
    }

    @Test
    void whatIsLongAgoDoesNotCount() {
        for (int second = 0; second <= 10; second++) {
            sample(second * 1000L, second < 5 ? second * 1000L : 5000);
        }

        assertThat(rate.perSecond()).isZero();
    }

    @Test
    void rareSamplesAreEnough() {
        sample(0, 0);
        sample(20_000, 200);

        assertThat(rate.perSecond()).isEqualTo(10);
    }

    private void sample(long millis, long count) {
        rate.sample(Duration.ofMillis(millis).toNanos(), count);
    }
}
