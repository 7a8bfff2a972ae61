package io.ballotstream.board.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventStreamTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "100, 100", "1000, 1000", "50000, 1000"})
    void moreClientsHearMoreChangesAtATimeButWaitAtMostASecond(int clients, long milliseconds) {
        assertThat(EventStream.pause(clients)).hasMillis(milliseconds);
    }
}
