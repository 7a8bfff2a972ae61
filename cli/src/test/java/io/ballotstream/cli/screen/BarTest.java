package io.ballotstream.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarTest {
    @ParameterizedTest
    @CsvSource({"0, ''", "1, ████", "0.5, ██", "0.53125, ██▏", "0.99, ████", "0.96, ███▉", "1.5, ████", "-1, ''"})
    void lengthIsTheShareToAnEighthOfACell(double share, String bar) {
        assertThat(Bar.of(share, 4)).isEqualTo(bar);
    }
}
