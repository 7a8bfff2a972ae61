package io.ballotstream.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CellComparisonTest {
    private final CellComparison comparison = new CellComparison("counted", "certified");

    @Test
    void oppositeErrorsDoNotCancelOut() {
        comparison.add("Texas", 1_001, 1_000);
        comparison.add("Ohio", 500, 500);
        comparison.add("Iowa", 9, 10);

        assertThat(comparison.sums()).isEqualTo(new Comparison("counted", 1_510, "certified", 1_510, 2));
        assertThat(comparison.sums().holds()).isFalse();
        assertThat(comparison.findings())
                .containsExactly("Texas: counted 1,001, certified 1,000", "Iowa: counted 9, certified 10");
    }

    @Test
    void equalCellsHold() {
        comparison.add("Ohio", 500, 500);

        assertThat(comparison.sums().holds()).isTrue();
        assertThat(comparison.findings()).isEmpty();
    }

    @Test
    void noCellsHold() {
        assertThat(comparison.sums()).isEqualTo(new Comparison("counted", 0, "certified", 0, 0));
    }

    @Test
    void tenFindingsAreNamedAndTheOthersCounted() {
        IntStream.range(0, 1_012).forEach(i -> comparison.add("cell " + i, i, -1));

        assertThat(comparison.findings())
                .hasSize(11)
                .startsWith("cell 0: counted 0, certified -1")
                .endsWith("and 1,002 more");
    }
}
