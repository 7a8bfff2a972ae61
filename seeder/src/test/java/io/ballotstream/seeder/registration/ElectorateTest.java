package io.ballotstream.seeder.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ElectorateTest {
    private final Electorate electorate = Electorate.of(new TreeMap<>(Map.of("Iowa", 2L, "Nowhere", 0L, "Ohio", 3L)));

    @Test
    void rollsAreConcatenated() {
        assertThat(electorate.size()).isEqualTo(5);
        assertThat(electorate.at(0)).isEqualTo(new Electorate.Entry("Iowa", 0, 2));
        assertThat(electorate.at(1)).isEqualTo(new Electorate.Entry("Iowa", 1, 2));
        assertThat(electorate.at(2)).isEqualTo(new Electorate.Entry("Ohio", 0, 3));
        assertThat(electorate.at(4)).isEqualTo(new Electorate.Entry("Ohio", 2, 3));
    }

    @Test
    void positionBehindTheLastRollIsRefused() {
        assertThatThrownBy(() -> electorate.at(5)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> electorate.at(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void noRollsHaveNoVoters() {
        assertThat(Electorate.of(Map.of()).size()).isZero();
    }
}
