package io.ballotstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RootCauseTest {
    @Test
    void innermostMessageIsTheSentence() {
        Exception failure =
                new RuntimeException("outer", new IllegalStateException("in between", new Exception("Why.")));

        assertThat(RootCause.sentence(failure)).isEqualTo("Why.");
    }

    @Test
    void onlyTheFirstLineCountsAndEndsWithAFullStop() {
        assertThat(RootCause.sentence(new Exception("ERROR: no table\n  Position: 15")))
                .isEqualTo("ERROR: no table.");
    }

    @Test
    void exceptionWithoutMessageIsNamed() {
        assertThat(RootCause.sentence(new NullPointerException())).isEqualTo("java.lang.NullPointerException.");
        assertThat(RootCause.sentence(new Exception("  "))).isEqualTo("java.lang.Exception.");
    }

    @Test
    void circleOfCausesEnds() {
        Exception one = new Exception("one");
        Exception two = new Exception("two", one);
        one.initCause(two);

        assertThat(RootCause.sentence(one)).isIn("one.", "two.");
    }
}
