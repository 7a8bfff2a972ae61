package io.ballotstream.seeder.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionSamplerTest {
    @ParameterizedTest
    @CsvSource({"1,0", "1,1", "10,3", "1000,999", "100000,1000"})
    void exactNumberIsSelected(int population, int selection) {
        assertThat(Collections.frequency(decisions(7, population, selection), true))
                .isEqualTo(selection);
    }

    @Test
    void sameSeedSelectsTheSame() {
        assertThat(decisions(7, 1000, 100)).isEqualTo(decisions(7, 1000, 100));
    }

    @Test
    void anotherSeedSelectsOthers() {
        assertThat(decisions(7, 1000, 100)).isNotEqualTo(decisions(8, 1000, 100));
    }

    @Test
    void selectionIsSpreadOverThePopulation() {
        List<Boolean> decisions = decisions(7, 10_000, 1000);

        for (int from = 0; from < 10_000; from += 1000) {
            assertThat(Collections.frequency(decisions.subList(from, from + 1000), true))
                    .isBetween(60, 140);
        }
    }

    @Test
    void skippingLeavesTheDecisionsThatFollow() {
        List<Boolean> all = decisions(7, 1000, 100);
        SelectionSampler sampler = sampler(7, 1000, 100).skip(400);

        assertThat(decide(sampler, 600)).isEqualTo(all.subList(400, 1000));
    }

    @Test
    void moreThanThePopulationIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> sampler(7, 10, 11));
    }

    @Test
    void nothingIsSelectedAfterThePopulation() {
        SelectionSampler sampler = sampler(7, 10, 5).skip(10);

        assertThatIllegalStateException().isThrownBy(sampler::next);
    }

    private static List<Boolean> decisions(long seed, int population, int selection) {
        return decide(sampler(seed, population, selection), population);
    }

    private static SelectionSampler sampler(long seed, long population, long selection) {
        return new SelectionSampler(SeededRandom.of(seed, "test"), population, selection);
    }

    private static List<Boolean> decide(SelectionSampler sampler, int count) {
        List<Boolean> decisions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            decisions.add(sampler.next());
        }
        return decisions;
    }
}
