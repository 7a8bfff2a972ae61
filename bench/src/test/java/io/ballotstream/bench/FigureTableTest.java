package io.ballotstream.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTableTest {
    @Test
    void showsMedianTargetVerdictAndRounds() {
        Figure loop = Figure.of("loop", Unit.VOTES_PER_SECOND, List.of(1_000_000.0, 500_000.0, 800_000.0));
        Figure tally = Figure.of(
                "tally", Unit.VOTES_PER_SECOND, List.of(400_000.0, 450_000.0, 399_999.0), Target.atLeast(400_000));
        Figure ratio = Figure.ratio("tally ÷ loop", tally, loop, Target.atLeast(0.6));

        assertThat(new FigureTable("tally alone", List.of(loop, tally, ratio)).text())
                .isEqualTo("""
                        tally alone            median             target          rounds
                        loop          800,000 votes/s                             1,000,000 votes/s  500,000 votes/s  800,000 votes/s
                        tally         400,000 votes/s  ≥ 400,000 votes/s  met     400,000 votes/s  450,000 votes/s  399,999 votes/s
                        tally ÷ loop             0.50             ≥ 0.60  MISSED  0.40  0.90  0.50
                        """);
    }
}
