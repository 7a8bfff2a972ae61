package io.ballotstream.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTest {
    @Test
    void medianIsTheMiddleOfTheRounds() {
        assertThat(of(9.0, 1.0, 5.0).median()).isEqualTo(5);
    }

    @Test
    void medianOfAnEvenNumberOfRoundsIsBetweenTheTwoInTheMiddle() {
        assertThat(of(9.0, 1.0, 5.0, 7.0).median()).isEqualTo(6);
    }

    @Test
    void ratioIsTakenRoundByRound() {
        Figure ratio = Figure.ratio("ratio", of(10.0, 30.0, 40.0), of(20.0, 10.0, 80.0));

        assertThat(ratio.rounds()).containsExactly(0.5, 3.0, 0.5);
        assertThat(ratio.median()).isEqualTo(0.5);
    }

    @Test
    void lowerBoundIsMetByItself() {
        assertThat(Figure.of("speed", Unit.NUMBER, List.of(10.0), Target.atLeast(10))
                        .meetsTarget())
                .isTrue();
        assertThat(Figure.of("speed", Unit.NUMBER, List.of(9.9), Target.atLeast(10))
                        .meetsTarget())
                .isFalse();
    }

    @Test
    void upperBoundIsMetByItself() {
        assertThat(Figure.of("time", Unit.NUMBER, List.of(10.0), Target.atMost(10))
                        .meetsTarget())
                .isTrue();
        assertThat(Figure.of("time", Unit.NUMBER, List.of(10.1), Target.atMost(10))
                        .meetsTarget())
                .isFalse();
    }

    @Test
    void exactTargetIsMissedOnEitherSide() {
        assertThat(Figure.of("failures", Unit.NUMBER, List.of(0.0), Target.exactly(0))
                        .meetsTarget())
                .isTrue();
        assertThat(Figure.of("failures", Unit.NUMBER, List.of(1.0), Target.exactly(0))
                        .meetsTarget())
                .isFalse();
        assertThat(Figure.of("failures", Unit.NUMBER, List.of(-1.0), Target.exactly(0))
                        .meetsTarget())
                .isFalse();
    }

    @Test
    void figureThatWasNeverMeasuredIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Figure.of("speed", Unit.NUMBER, List.of()))
                .withMessage("speed must have been measured at least once");
    }

    private static Figure of(Double... rounds) {
        return Figure.of("figure", Unit.NUMBER, List.of(rounds));
    }
}
