package io.ballotstream.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClosestNameTest {
    @Test
    void nameWithTheFewestChangesIsClosest() {
        assertThat(ClosestName.to("votes_topic", List.of("aggregated", "voters_topic", "vote", "votes")))
                .contains("voters_topic");
    }

    @Test
    void firstInTheAlphabetIsChosenAmongEquallyCloseNames() {
        assertThat(ClosestName.to("b", List.of("d", "c", "a"))).contains("a");
    }

    @Test
    void thereIsNoClosestOfNoNames() {
        assertThat(ClosestName.to("votes_topic", List.of())).isEmpty();
    }
}
