package io.ballotstream.jobs.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.jobs.PostgresTestBase;
import io.ballotstream.model.ServiceFailedException;
import org.junit.jupiter.api.Test;

class ContestQueryIT extends PostgresTestBase {
    @Test
    void contestIsReadAsItWasSeeded() throws Exception {
        execute("UPDATE locations SET eligible_voters = 100 WHERE location = 'Ohio'");
        execute("UPDATE locations SET eligible_voters = 0 WHERE location = 'Guam'");

        Contest contest = ContestQuery.read(login());
        assertThat(contest.candidates()).isEqualTo(Votes.CONTEST.candidates());
        assertThat(contest.locations()).containsExactlyInAnyOrderElementsOf(Votes.CONTEST.locations());
    }

    @Test
    void databaseWithoutCandidatesIsRefused() throws Exception {
        execute("TRUNCATE candidates CASCADE");
        assertThatThrownBy(() -> ContestQuery.read(login()))
                .isInstanceOf(ServiceFailedException.class)
                .hasMessage("The database " + login() + " holds no candidates: prepare an election first.");
    }

    @Test
    void databaseWithoutLocationsIsRefused() throws Exception {
        execute("TRUNCATE locations CASCADE");
        assertThatThrownBy(() -> ContestQuery.read(login()))
                .isInstanceOf(ServiceFailedException.class)
                .hasMessage("The database " + login() + " holds no locations: prepare an election first.");
    }
}
