package io.ballotstream.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.model.CandidateResult;
import io.ballotstream.model.LocationResult;
import io.ballotstream.model.PartyResult;
import io.ballotstream.model.Topics;
import io.ballotstream.model.Vote;
import io.ballotstream.model.VoteId;
import io.ballotstream.model.codec.VoteJson;
import io.ballotstream.results.ResultsFile;
import io.ballotstream.testing.TestBroker;
import io.ballotstream.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each test changes one thing on the topics. Exactly the affected rules fail. */
class FaultyTopicsIT {
    private static final byte[] NO_JSON = "no JSON".getBytes(StandardCharsets.UTF_8);

    @TempDir
    static Path directory;

    private static TestDatabase database;
    private static Path resultsFile;

    private final List<byte[]> votersTopic = new ArrayList<>(SmallElection.votersTopic());
    private final List<byte[]> votesTopic = new ArrayList<>(SmallElection.votesTopic());
    private final List<CandidateResult> candidateResults = new ArrayList<>(SmallElection.candidateResults());
    private final List<LocationResult> locationResults = new ArrayList<>(SmallElection.locationResults());
    private final List<PartyResult> partyResults = new ArrayList<>(SmallElection.partyResults());

    @BeforeAll
    static void createDatabase() {
        database = TestDatabase.migrated("faulty_topics");
        resultsFile = SmallElection.resultsFile(directory);
    }

    @BeforeEach
    void fillTables() throws Exception {
        SmallElection.fillTables(database, resultsFile);
        TestBroker.recreateTopics(Broker.PARTITIONS);
    }

    @Test
    void recordTooManyInVotersTopicFailsTheFirstRule() {
        votersTopic.add(NO_JSON);

        assertThat(failures()).isEqualTo("R1=2");
    }

    @Test
    void recordTooFewInVotersTopicFailsTheFirstRule() {
        votersTopic.remove(3);

        assertThat(failures()).isEqualTo("R1=2");
    }

    @Test
    void voteThatIsTwiceInTheTopicFailsTheThirdAndFourthRule() {
        votesTopic.add(votesTopic.get(5));

        assertThat(failures()).isEqualTo("R3=1 R4=12");
    }

    @Test
    void voteThatIsNotInTheTopicFailsTheThirdAndFourthRule() {
        votesTopic.remove(5);

        assertThat(failures()).isEqualTo("R3=1 R4=12");
    }

    @Test
    void differentVoteInTheTopicFailsTheThirdRule() {
        Vote vote = SmallElection.BALLOTS.get(5).vote();
        votesTopic.set(5, VoteJson.write(new Vote(vote.voteId(), "c1", vote.location(), vote.votingTime())));

        assertThat(failures()).isEqualTo("R3=1 R4=14");
    }

    @Test
    void voteIdThatIsTwiceOnBothSidesFailsTheThirdRule() {
        Vote vote = SmallElection.BALLOTS.get(1).vote();
        VoteId idOfAnother = SmallElection.voteId(2);
        votesTopic.set(
                1, VoteJson.write(new Vote(idOfAnother, vote.candidateId(), vote.location(), vote.votingTime())));
        database.execute("UPDATE votes SET vote_id = '" + idOfAnother + "' WHERE voter_id = 'voter-1'");

        assertThat(failures()).isEqualTo("R3=1");
    }

    @Test
    void invalidRecordFailsTheThirdRuleAndIsNamed() {
        votesTopic.set(5, NO_JSON);

        AuditReport report = audit();

        assertThat(Failures.of(report)).isEqualTo("R3=2 R4=11");
        assertThat(report.rules().get(2).findings())
                .containsExactly(
                        "vote " + SmallElection.voteId(5) + " is once in votes, 0 times in votes_topic",
                        // After four aborted records, their marker, and the first committed record of the partition.
                        "partition 2, offset 6 of votes_topic is not a valid vote: The value is not one JSON object.");
    }

    @Test
    void voteWithTheKeyOfAnotherVoteFailsTheThirdRuleAndIsNamed() {
        Broker.publish(Topics.VOTES, List.of(SmallElection.voteId(4).toString()), List.of(votesTopic.remove(5)));

        AuditReport report = audit();

        assertThat(Failures.of(report)).isEqualTo("R3=1");
        assertThat(report.rules().get(2).findings())
                .singleElement()
                .asString()
                .endsWith(" of votes_topic has a key that is not its vote id");
    }

    @Test
    void votingTimeOutOfRangeIsNotAValidVote() {
        Vote vote = SmallElection.BALLOTS.get(5).vote();
        votesTopic.set(5, VoteJson.write(new Vote(vote.voteId(), vote.candidateId(), vote.location(), Long.MAX_VALUE)));

        AuditReport report = audit();

        assertThat(Failures.of(report)).isEqualTo("R3=2 R4=11");
        assertThat(report.rules().get(2).findings())
                .contains("partition 2, offset 6 of votes_topic is not a valid vote:"
                        + " The field voting_time is out of the range of a timestamp.");
    }

    @Test
    void firstFindingsAreNamedAndTheOthersCounted() {
        votesTopic.addAll(Collections.nCopies(30, NO_JSON));
        database.execute("UPDATE votes SET candidate_id = 'c2' WHERE voter_id = 'voter-1'");

        RuleResult third = audit().rules().get(2);

        assertThat(third.difference()).isEqualTo(31);
        assertThat(third.findings()).hasSize(11).last().isEqualTo("and 21 more");
    }

    @Test
    void newestStandingOfACandidateWithAnotherCountFailsTheFourthRuleAndIsNamed() {
        candidateResults.set(
                1,
                new CandidateResult(
                        "c1", "Ada", "Red", 5, 0.4, 2, candidateResults.get(1).asOf()));

        AuditReport report = audit();

        assertThat(Failures.of(report)).isEqualTo("R4=1");
        assertThat(report.rules().get(3).findings()).containsExactly("c1: aggregated_votes_per_candidate 5, recount 4");
    }

    @Test
    void olderStandingAfterTheNewestFailsTheFourthRule() {
        candidateResults.add(candidateResults.get(0));

        assertThat(failures()).isEqualTo("R4=3");
    }

    @Test
    void standingWithAWrongRankOrShareFailsTheFourthRule() {
        CandidateResult second = candidateResults.get(1);
        candidateResults.set(1, new CandidateResult("c1", "Ada", "Red", 4, 0.4, 1, second.asOf()));

        AuditReport report = audit();

        assertThat(Failures.of(report)).isEqualTo("R4=1");
        assertThat(report.rules().get(3).findings())
                .containsExactly("c1: other fields in aggregated topics 1, recount 0");
    }

    @Test
    void locationWithAnotherLeaderOrWithoutARecordFailsTheFourthRule() {
        LocationResult first = locationResults.get(0);
        locationResults.set(0, new LocationResult(first.location(), 5, null, "c2", first.asOf()));
        locationResults.remove(1);

        assertThat(failures()).isEqualTo("R4=6");
    }

    @Test
    void partyWithAnotherCountFailsTheFourthRuleAndIsNamed() {
        partyResults.set(
                0, new PartyResult("Red", 5, 0.4, 2, partyResults.get(0).asOf()));

        AuditReport report = audit();

        assertThat(Failures.of(report)).isEqualTo("R4=1");
        assertThat(report.rules().get(3).findings()).containsExactly("Red: aggregated_votes_per_party 5, recount 4");
    }

    @Test
    void partyWithAnotherRankOrWithoutARecordFailsTheFourthRule() {
        partyResults.set(
                0, new PartyResult("Red", 4, 0.4, 1, partyResults.get(0).asOf()));
        partyResults.remove(1);

        assertThat(failures()).isEqualTo("R4=7");
    }

    @Test
    void resultThatCannotBeReadFailsTheFourthRuleAndIsNamed() {
        Broker.publish(Topics.LOCATION_RESULTS, List.of("北海道"), List.of(NO_JSON));
        locationResults.remove(1);

        AuditReport report = audit();

        assertThat(Failures.of(report)).isEqualTo("R4=6");
        assertThat(report.rules().get(3).findings())
                .anySatisfy(finding -> assertThat(finding)
                        .startsWith("the newest record of aggregated_turnout_by_location for 北海道 is invalid: "));
    }

    @Test
    void emptyTopicsHoldNoRecords() {
        votersTopic.clear();
        votesTopic.clear();
        candidateResults.clear();
        locationResults.clear();
        partyResults.clear();

        assertThat(failures()).isEqualTo("R1=32 R3=12 R4=72");
    }

    private String failures() {
        return Failures.of(audit());
    }

    private AuditReport audit() {
        Broker.publish(Topics.VOTERS, votersTopic);
        Broker.publish(Topics.VOTES, votesTopic);
        SmallElection.publishResults(candidateResults, locationResults, partyResults);
        return new Audit(database.owner(), TestBroker.address(), Optional.of(ResultsFile.read(resultsFile))).run();
    }
}
