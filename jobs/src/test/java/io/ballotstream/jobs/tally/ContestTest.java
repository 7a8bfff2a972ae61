package io.ballotstream.jobs.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ContestTest {
    private static final Contest.Candidate ADA = new Contest.Candidate("c1", "Ada", "North", 1);
    private static final Contest.Location OHIO = new Contest.Location("Ohio", null);

    @Test
    void candidatesStandInTheOrderOfTheirBallotNumbers() {
        assertThat(Votes.CONTEST.candidates())
                .extracting(Contest.Candidate::candidateId)
                .containsExactly("c1", "c2", "c10");
    }

    @Test
    void contestWithoutCandidatesIsRefused() {
        assertThatThrownBy(() -> new Contest(List.of(), List.of(OHIO)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("candidates must not be empty");
    }

    @Test
    void nameThatStandsTwiceIsRefused() {
        assertThatThrownBy(() -> new Contest(List.of(ADA, ADA), List.of(OHIO)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("candidate_id must not stand twice, but c1 does");
        assertThatThrownBy(() -> new Contest(List.of(ADA), List.of(OHIO, OHIO)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("location must not stand twice, but Ohio does");
    }
}
