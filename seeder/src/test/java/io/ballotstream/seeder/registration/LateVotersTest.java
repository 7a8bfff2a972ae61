package io.ballotstream.seeder.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LateVotersTest {
    @ParameterizedTest
    @CsvSource({"1000,100", "1000,1", "1000,0", "7,7", "1000,999", "1,1"})
    void exactlyTheGivenNumberIsLate(int voters, int late) {
        assertThat(decide(new LateVoters(3, voters, late), voters))
                .filteredOn(isLate -> isLate)
                .hasSize(late);
    }

    @Test
    void halfIsSpreadAndTheOtherHalfComesLastInOneBurst() {
        List<Boolean> decisions = decide(new LateVoters(3, 1000, 100), 1000);

        assertThat(decisions.subList(950, 1000)).containsOnly(true);
        assertThat(decisions.subList(0, 475)).filteredOn(isLate -> isLate).hasSizeBetween(10, 40);
        assertThat(decisions.subList(475, 950)).filteredOn(isLate -> isLate).hasSizeBetween(10, 40);
    }

    @Test
    void sameVotersAreLateAfterAnInterruption() {
        List<Boolean> all = decide(new LateVoters(3, 1000, 100), 1000);

        assertThat(decide(new LateVoters(3, 1000, 100).skip(400), 600)).isEqualTo(all.subList(400, 1000));
        assertThat(decide(new LateVoters(3, 1000, 100).skip(970), 30)).isEqualTo(all.subList(970, 1000));
    }

    private static List<Boolean> decide(LateVoters voters, int count) {
        return Stream.generate(voters::next).limit(count).toList();
    }
}
