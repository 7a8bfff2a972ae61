package io.ballotstream.board.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoardPollerTest {
    private static final Instant START = Instant.parse("2026-11-03T20:00:00Z");

    @ParameterizedTest
    @CsvSource({"0, 250", "100, 250", "500, 500", "1000, 1000", "50000, 1000"})
    void readsLessOftenForManyListenersButAtLeastOnceASecond(int listeners, long milliseconds) {
        assertThat(BoardPoller.interval(listeners)).hasMillis(milliseconds);
    }

    @Test
    void theRateIsThatOfTheLastSeconds() {
        BoardPoller.CountedPerSecond rate = new BoardPoller.CountedPerSecond();
        assertThat(rate.at(START, 100)).isZero();
        assertThat(rate.at(START.plusSeconds(2), 300)).isEqualTo(100);
        assertThat(rate.at(START.plusSeconds(20), 300)).isZero();
        assertThat(rate.at(START.plusSeconds(21), 350)).isEqualTo(50);
    }

    @Test
    void anotherElectionBeginsAnew() {
        BoardPoller.CountedPerSecond rate = new BoardPoller.CountedPerSecond();
        rate.at(START, 1000);
        assertThat(rate.at(START.plusSeconds(1), 10)).isZero();
    }

    @Test
    void onlyAChangeGetsAVersion() {
        History history = new History(Snapshot.notPrepared(START));
        history.add(Snapshot.notPrepared(START.plusSeconds(1)));
        assertThat(history.newest().version()).isEqualTo(1);
        history.add(history.newest().lost("The database cannot be read."));
        assertThat(history.newest().version()).isEqualTo(2);
        assertThat(history.version(1))
                .hasValueSatisfying(first -> assertThat(first.live()).isTrue());
        assertThat(history.after(1)).hasSize(1);
    }
}
