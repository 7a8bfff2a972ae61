package io.ballotstream.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class CellsOverTimeTest {
    private final CellsOverTime cells = new CellsOverTime();

    @Test
    void voteIsSeenByTheFirstCountThatHoldsIt() {
        cells.saw("c1", 0, 90);
        cells.saw("c1", 1, 130);
        cells.saw("c1", 1, 150);
        cells.saw("c1", 3, 170);
        cells.cast("c1", 100);
        cells.cast("c1", 120);
        cells.cast("c1", 125);

        assertThat(cells.latencies(0, Long.MAX_VALUE)).containsExactly(30, 45, 50);
    }

    @Test
    void votesAreTakenInTheOrderInWhichTheyWereCast() {
        cells.saw("c1", 1, 130);
        cells.saw("c1", 2, 190);
        cells.cast("c1", 120);
        cells.cast("c1", 100);

        assertThat(cells.latencies(0, Long.MAX_VALUE)).containsExactly(30, 70);
    }

    @Test
    void eachCellIsMatchedByItself() {
        cells.saw("c1", 1, 200);
        cells.saw("c2", 1, 120);
        cells.cast("c1", 100);
        cells.cast("c2", 110);

        assertThat(cells.latencies(0, Long.MAX_VALUE)).containsExactly(10, 100);
    }

    @Test
    void latenciesOfAPartOfTheTime() {
        cells.saw("c1", 3, 200);
        cells.cast("c1", 100);
        cells.cast("c1", 150);
        cells.cast("c1", 160);

        assertThat(cells.latencies(150, 160)).containsExactly(50);
    }

    @Test
    void votesOfTheWarmUpAreLeftOut() {
        cells.saw("c1", 2, 200);
        cells.cast("c1", 100);
        cells.cast("c1", 150);

        assertThat(cells.latencies(150, Long.MAX_VALUE)).containsExactly(50);
    }

    @Test
    void moreVotesThanFitAtFirstAreKept() {
        cells.saw("c1", 1000, 5000);
        for (int vote = 0; vote < 1000; vote++) {
            cells.cast("c1", vote);
        }

        assertThat(cells.latencies(0, Long.MAX_VALUE))
                .hasSize(1000)
                .startsWith(4001)
                .endsWith(5000);
    }

    @Test
    void votesThatWereNeverSeenAreNotPassedOver() {
        cells.saw("c1", 1, 200);
        cells.cast("c1", 100);
        cells.cast("c1", 150);

        assertThatIllegalStateException()
                .isThrownBy(() -> cells.latencies(0, Long.MAX_VALUE))
                .withMessage("2 votes were cast, but 1 were seen");
    }

    @Test
    void percentileIsTheSmallestValueThatSoManyDoNotExceed() {
        long[] sorted = new long[200];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = i + 1;
        }

        assertThat(Latency.percentile(sorted, 0.5)).isEqualTo(100);
        assertThat(Latency.percentile(sorted, 0.99)).isEqualTo(198);
        assertThat(Latency.percentile(sorted, 1)).isEqualTo(200);
        assertThat(Latency.percentile(new long[] {7}, 0.5)).isEqualTo(7);
    }
}
