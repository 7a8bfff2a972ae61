package io.ballotstream.jobs.election;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.jobs.PostgresTestBase;
import io.ballotstream.jobs.cast.rules.BallotPlan;
import io.ballotstream.jobs.tally.Votes;
import io.ballotstream.model.InvalidRecordException;
import io.ballotstream.model.RejectReason;
import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.store.DatabaseLogin;
import io.ballotstream.store.NoElectionException;
import io.ballotstream.store.PostgresAddress;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.apache.flink.util.InstantiationUtil;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PostgresElectionSourceIT extends PostgresTestBase {
    private final PostgresElectionSource source = new PostgresElectionSource(login());

    @Test
    void planIsOrderedByBallotNumberNotById() throws Exception {
        BallotPlan plan = plan();

        // Ohio: 3 votes for c1, 1 for c2, 2 for c10. In text order, c10 would precede c2.
        assertThat(plan.candidateOf("Ohio", 2)).isEqualTo("c1");
        assertThat(plan.candidateOf("Ohio", 3)).isEqualTo("c2");
        assertThat(plan.candidateOf("Ohio", 4)).isEqualTo("c10");
        assertThat(plan.candidateOf("Ohio", 5)).isEqualTo("c10");
        assertThat(plan.candidateOf("Utah", 3)).isEqualTo("c2");
    }

    @Test
    void votingAgeAndSaltAreRead() throws Exception {
        CastingSetup setup = source.forCasting();

        assertThat(setup.election().votingAge()).isEqualTo(18);
        assertThat(setup.salt()).isEqualTo(SALT);
    }

    @Test
    void locationWithoutAPlanHasAnEmptyRoll() throws Exception {
        BallotPlan plan = plan();

        assertThatExceptionOfType(InvalidRecordException.class)
                .isThrownBy(() -> plan.candidateOf("Guam", 0))
                .extracting(InvalidRecordException::reason)
                .isEqualTo(RejectReason.BAD_FIELD);
    }

    @Test
    void candidatesAndLocationsAreReadUnchanged() throws Exception {
        execute("UPDATE locations SET eligible_voters = 100 WHERE location = 'Ohio'");
        execute("UPDATE locations SET eligible_voters = 0 WHERE location = 'Guam'");

        TallySetup setup = source.forTally();
        assertThat(setup.candidates()).isEqualTo(Votes.SETUP.candidates());
        assertThat(setup.locations()).containsExactlyInAnyOrderElementsOf(Votes.SETUP.locations());
    }

    @Test
    void preparedElectionIsAccepted() {
        assertThatCode(source::requirePrepared).doesNotThrowAnyException();
    }

    /** Otherwise the job would reject voters whose votes are not planned yet. */
    @Test
    void castingIsRefusedWhileTheElectionIsBeingPrepared() throws Exception {
        execute("UPDATE election SET registered_voters = 7");

        assertThatCastingIsRefused("of its 10 voters 7 are registered, and its ballot plan has 10 votes");
        assertThatCode(source::requirePrepared).doesNotThrowAnyException();
        assertThatCode(source::forTally).doesNotThrowAnyException();
    }

    @Test
    void castingIsRefusedWithABallotPlanThatLacksVotes() throws Exception {
        execute("DELETE FROM ballot_plan WHERE location = 'Utah'");

        assertThatCastingIsRefused("of its 10 voters 10 are registered, and its ballot plan has 6 votes");
    }

    @Test
    void castingIsRefusedWithABallotPlanThatHasTooManyVotes() throws Exception {
        execute("UPDATE ballot_plan SET weight = weight + 1 WHERE location = 'Utah'");

        assertThatCastingIsRefused("of its 10 voters 10 are registered, and its ballot plan has 11 votes");
    }

    private void assertThatCastingIsRefused(String state) {
        String sentence = "The election is not completely prepared: " + state
                + ". Complete it with `ballotstream seed --phase prepare --resume`, or start over with --reset.";
        for (ThrowingCallable reading :
                new ThrowingCallable[] {source::forCasting, source::requirePreparedForCasting}) {
            assertThatThrownBy(reading).isInstanceOf(NoElectionException.class).hasMessage(sentence);
        }
    }

    @Test
    void databaseWithoutAnElectionIsRefused() throws Exception {
        execute("DELETE FROM election");

        assertThatNothingCanBeRead("The database holds no election. Prepare one with `ballotstream seed` first.");
    }

    @Test
    void databaseWithoutCandidatesIsRefused() throws Exception {
        execute("TRUNCATE candidates CASCADE");

        assertThatNothingCanBeRead(
                "The database holds no candidates. Prepare an election with `ballotstream seed` first.");
    }

    @Test
    void databaseWithoutLocationsIsRefused() throws Exception {
        execute("TRUNCATE locations CASCADE");

        assertThatNothingCanBeRead(
                "The database holds no locations. Prepare an election with `ballotstream seed` first.");
    }

    @Test
    void wrongPasswordFailsImmediatelyWithoutRetry() {
        PostgresElectionSource wrong = new PostgresElectionSource(new DatabaseLogin(
                new PostgresAddress(address().jdbcUrl(), login().address().user(), "wrong-secret")));

        assertThatThrownBy(wrong::forCasting)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed")
                .hasMessageNotContaining("wrong-secret");
        assertThatThrownBy(wrong::requirePrepared)
                .isInstanceOf(ServiceFailedException.class)
                .hasMessageStartingWith(
                        "The election cannot be read from " + address().jdbcUrl())
                .hasMessageNotContaining("wrong-secret");
    }

    @Test
    void jobGraphContainsNeitherTheElectionNorItsSalt() throws Exception {
        String graph = new String(InstantiationUtil.serializeObject(source), StandardCharsets.ISO_8859_1);

        assertThat(graph)
                .contains(address().jdbcUrl())
                .doesNotContain("Ada", "Ohio", new String(SALT, StandardCharsets.US_ASCII));
    }

    private BallotPlan plan() throws Exception {
        CastingSetup setup = source.forCasting();
        return BallotPlan.of(setup.locations(), setup.ballotPlan());
    }

    private void assertThatNothingCanBeRead(String sentence) {
        for (Callable<?> reading : new Callable<?>[] {source::forCasting, source::forTally, this::requirePrepared}) {
            assertThatThrownBy(reading::call)
                    .isInstanceOf(NoElectionException.class)
                    .hasMessage(sentence);
        }
    }

    private Object requirePrepared() throws InterruptedException {
        source.requirePrepared();
        return source;
    }
}
