package io.ballotstream.jobs.election;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.model.Candidate;
import io.ballotstream.model.Location;
import java.util.List;
import org.junit.jupiter.api.Test;

class TallySetupTest {
    private static final Candidate ADA = new Candidate("c1", 1, "Ada", "North");
    private static final Candidate BOB = new Candidate("c2", 2, "Bob", "South");
    private static final Candidate CY = new Candidate("c10", 10, "Cy", "West");
    private static final Location OHIO = new Location("Ohio", null, null, null);

    @Test
    void candidatesAreSortedByBallotNumber() {
        assertThat(new TallySetup(List.of(CY, BOB, ADA), List.of(OHIO)).candidates())
                .extracting(Candidate::candidateId)
                .containsExactly("c1", "c2", "c10");
    }

    @Test
    void electionWithoutCandidatesIsRefused() {
        assertThatThrownBy(() -> new TallySetup(List.of(), List.of(OHIO)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("candidates must not be empty");
    }

    @Test
    void duplicateNameIsRefused() {
        assertThatThrownBy(() -> new TallySetup(List.of(ADA, ADA), List.of(OHIO)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("candidate_id must be unique, but c1 occurs twice");
        assertThatThrownBy(() -> new TallySetup(List.of(ADA), List.of(OHIO, OHIO)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("location must be unique, but Ohio occurs twice");
    }
}
