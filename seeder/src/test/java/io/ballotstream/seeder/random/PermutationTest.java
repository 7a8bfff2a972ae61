package io.ballotstream.seeder.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermutationTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 15, 16, 17, 1000, 4096, 4097, 100_003})
    void everyNumberIsAtOnePosition(int size) {
        Permutation permutation = new Permutation(42, size);

        assertThat(LongStream.range(0, size).map(permutation::at).sorted().toArray())
                .isEqualTo(LongStream.range(0, size).toArray());
    }

    @Test
    void sameKeyGivesTheSameOrder() {
        assertThat(order(42)).isEqualTo(order(42));
    }

    @Test
    void anotherKeyGivesAnotherOrder() {
        assertThat(order(42)).isNotEqualTo(order(43));
    }

    @Test
    void neighboursAreNotLeftTogether() {
        long[] order = order(42);

        long neighbours = IntStream.range(1, order.length)
                .filter(i -> Math.abs(order[i] - order[i - 1]) == 1)
                .count();
        // About two of a thousand are expected.
        assertThat(neighbours).isLessThan(12);
    }

    @Test
    void everyTenthOfTheOrderHoldsNumbersFromEveryTenth() {
        long[] order = order(42);

        for (int from = 0; from < order.length; from += 100) {
            int[] perTenth = new int[10];
            IntStream.range(from, from + 100).forEach(i -> perTenth[(int) order[i] / 100]++);
            assertThat(IntStream.of(perTenth).boxed()).allMatch(count -> count >= 1 && count <= 30);
        }
    }

    @Test
    void hugeSizesStayInRange() {
        Permutation permutation = new Permutation(42, 1L << 62);

        assertThat(LongStream.range(0, 1000).map(permutation::at).boxed())
                .allMatch(number -> number >= 0 && number < 1L << 62)
                .doesNotHaveDuplicates();
    }

    @Test
    void sizeBelowOneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Permutation(42, 0))
                .withMessage("A permutation needs 1 to 2^62 elements, not 0");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 10})
    void positionOutsideIsRefused(long position) {
        Permutation permutation = new Permutation(42, 10);

        assertThatThrownBy(() -> permutation.at(position)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static long[] order(long key) {
        Permutation permutation = new Permutation(key, 1000);
        return LongStream.range(0, 1000).map(permutation::at).toArray();
    }
}
