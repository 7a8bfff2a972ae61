package io.ballotstream.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalSizeTest {
    @Test
    void rowsComeFirst() {
        assertThat(TerminalSize.parse("30 100\n")).contains(new TerminalSize(100, 30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0 0", "24 0", "stty: standard input", "24"})
    void whatIsNoSizeIsNotTaken(String answer) {
        assertThat(TerminalSize.parse(answer)).isEmpty();
    }
}
