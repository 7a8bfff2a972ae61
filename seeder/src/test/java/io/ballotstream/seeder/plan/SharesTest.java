package io.ballotstream.seeder.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SharesTest {
    @Test
    void partsAreInProportion() {
        assertThat(Shares.of(100, new double[] {1, 2, 1})).containsExactly(25, 50, 25);
    }

    @Test
    void largestRemainderIsRoundedUp() {
        assertThat(Shares.of(10, new double[] {1, 1.4, 1})).containsExactly(3, 4, 3);
    }

    @Test
    void partsAddUpForAnyWeights() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 1000; round++) {
            long total = random.nextLong(1_000_000);
            double[] weights = random.doubles(1 + round % 60, 0.001, 1000).toArray();

            long[] shares = Shares.of(total, weights);

            assertThat(Arrays.stream(shares).sum()).isEqualTo(total);
            assertThat(Arrays.stream(shares).boxed()).allMatch(share -> share >= 0);
        }
    }

    @Test
    void zeroIsDividedIntoZeros() {
        assertThat(Shares.of(0, new double[] {1, 2})).containsExactly(0, 0);
    }
}
