package io.ballotstream.seeder.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.model.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {
    @Test
    void numberIsVotersPerSecond() {
        assertThat(Rate.parse("2000").dueAfterNanos(2000)).isEqualTo(1_000_000_000);
        assertThat(Rate.parse("0.5").dueAfterNanos(1)).isEqualTo(2_000_000_000);
    }

    @Test
    void maxIsDueAtOnce() {
        assertThat(Rate.parse("max").isMax()).isTrue();
        assertThat(Rate.parse("max").dueAfterNanos(1_000_000)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "NaN", "Infinity", "1e10", "fast", "", "MAX"})
    void invalidRateIsRefused(String text) {
        assertThatThrownBy(() -> Rate.parse(text))
                .isInstanceOf(BadInputException.class)
                .hasMessage("--rate must be a number of voters per second above 0, or max, but is \"" + text + "\".");
    }
}
