package io.ballotstream.jobs.cast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.jobs.PostgresTestBase;
import io.ballotstream.model.InvalidRecordException;
import io.ballotstream.model.RejectReason;
import io.ballotstream.store.DatabaseLogin;
import io.ballotstream.store.NoElectionException;
import io.ballotstream.store.PostgresAddress;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class PostgresElectionIT extends PostgresTestBase {
    private final PostgresElection source = new PostgresElection(login());

    @Test
    void planIsLaidOutInTheOrderOfTheBallotNotOfTheIds() throws Exception {
        Election election = source.read();

        // Ohio: c1 has 3 votes, c2 has 1, c10 has 2; as texts, c10 would come before c2.
        assertThat(election.plan().candidateOf("Ohio", 2)).isEqualTo("c1");
        assertThat(election.plan().candidateOf("Ohio", 3)).isEqualTo("c2");
        assertThat(election.plan().candidateOf("Ohio", 4)).isEqualTo("c10");
        assertThat(election.plan().candidateOf("Ohio", 5)).isEqualTo("c10");
        assertThat(election.plan().candidateOf("Utah", 3)).isEqualTo("c2");
    }

    @Test
    void votingAgeAndSaltAreTheElections() throws Exception {
        Election election = source.read();

        assertThat(election.votingAge()).isEqualTo(18);
        assertThat(election.salt()).isEqualTo(SALT);
    }

    @Test
    void locationWithoutAPlanIsKnownButHasNobodyOnItsRoll() throws Exception {
        Election election = source.read();

        assertThatExceptionOfType(InvalidRecordException.class)
                .isThrownBy(() -> election.plan().candidateOf("Guam", 0))
                .extracting(InvalidRecordException::reason)
                .isEqualTo(RejectReason.BAD_FIELD);
    }

    @Test
    void withoutAnElectionThereIsNothingToCast() throws Exception {
        execute("DELETE FROM election");

        assertThatThrownBy(source::read)
                .isInstanceOf(NoElectionException.class)
                .hasMessage("The database holds no election: prepare one first.");
    }

    @Test
    void withoutCandidatesThereIsNobodyToVoteFor() throws Exception {
        execute("DELETE FROM ballot_plan; DELETE FROM candidates");

        assertThatThrownBy(source::read)
                .isInstanceOf(NoElectionException.class)
                .hasMessage("No candidate stands in the election: prepare it first.");
    }

    @Test
    void wrongPasswordFailsAtOnceAndIsNotRepeated() {
        PostgresAddress wrong =
                new PostgresAddress(address().jdbcUrl(), login().address().user(), "wrong-secret");

        assertThatThrownBy(() -> new PostgresElection(new DatabaseLogin(wrong)).read())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed")
                .hasMessageNotContaining("wrong-secret");
    }
}
