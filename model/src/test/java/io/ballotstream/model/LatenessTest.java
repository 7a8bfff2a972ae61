package io.ballotstream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatenessTest {
    private static final long ARRIVED = 1_700_000_000_000L;
    private final Lateness tenMinutes = new Lateness(Duration.ofMinutes(10));

    @Test
    void voteIsLateFromOneMillisecondBeyondTheAllowedTime() {
        assertThat(tenMinutes.isLate(ARRIVED - 600_000, ARRIVED)).isFalse();
        assertThat(tenMinutes.isLate(ARRIVED - 600_001, ARRIVED)).isTrue();
    }

    @Test
    void voteAfterItsRecordIsNotLate() {
        assertThat(tenMinutes.isLate(ARRIVED + 1, ARRIVED)).isFalse();
        assertThat(tenMinutes.isLate(Long.MAX_VALUE, ARRIVED)).isFalse();
    }

    @Test
    void smallestVotingTimeIsLate() {
        assertThat(tenMinutes.isLate(Long.MIN_VALUE, ARRIVED)).isTrue();
    }

    @Test
    void negativeAllowanceIsRefused() {
        assertThatThrownBy(() -> new Lateness(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The allowed lateness must not be negative, but is PT-0.001S");
    }
}
