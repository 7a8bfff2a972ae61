package io.ballotstream.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ballotstream.results.ResultsFile;
import io.ballotstream.testing.TestBroker;
import io.ballotstream.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each test changes one thing in the tables. Exactly the affected rules fail. */
class FaultyTablesIT {
    /** A window with only two votes, both for c2 in 北海道. */
    private static final String LAST_WINDOW = "(SELECT max(window_start) FROM turnout_by_location)";

    @TempDir
    static Path directory;

    private static TestDatabase database;
    private static Path resultsFile;

    @BeforeAll
    static void publish() throws Exception {
        database = TestDatabase.migrated("faulty_tables");
        resultsFile = SmallElection.resultsFile(directory);
        TestBroker.recreateTopics(Broker.PARTITIONS);
        SmallElection.publish();
    }

    @BeforeEach
    void fillTables() {
        SmallElection.fillTables(database, resultsFile);
    }

    /** With statistics from before the first vote, PostgreSQL would compare every vote with every location. */
    @Test
    void votesAreNotComparedPairByPairIfStatisticsAreOld() throws SQLException {
        TestDatabase old = TestDatabase.migrated("old_statistics");
        SmallElection.fillTables(old, resultsFile);
        old.execute(
                "INSERT INTO voters (voter_id, voter_number, voter_name, date_of_birth, location, roll_number)"
                        + " SELECT 'v' || n, n, 'Somebody', '2000-01-01', '北海道', n FROM generate_series(1000, 5000) n",
                "DELETE FROM votes WHERE vote_id <> (SELECT min(vote_id) FROM votes)",
                "ANALYZE");

        StringJoiner plan = new StringJoiner("\n");
        try (Connection connection = old.owner().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(Audit.SETTINGS);
            try (ResultSet lines = statement.executeQuery("EXPLAIN " + R7VotesAreOfRegisteredVoters.FIGURES)) {
                while (lines.next()) {
                    plan.add(lines.getString(1));
                }
            }
        }
        assertThat(plan.toString()).contains("ballot_plan").doesNotContain("Nested Loop");
    }

    @Test
    void consistentElectionHoldsAllRules() {
        AuditReport report = audit();

        assertThat(report.verdictLine()).isEqualTo("AUDIT PASS");
        assertThat(report.exitCode()).isZero();
        assertThat(report.rules()).allSatisfy(rule -> {
            assertThat(rule.verdict()).isEqualTo(Verdict.HOLDS);
            assertThat(rule.findings()).isEmpty();
        });
        assertThat(report.rules().stream().map(RuleResult::comparisons).flatMap(List::stream))
                .containsExactly(
                        new Comparison("manifest total", 16, "records in voters_topic", 16, 0),
                        new Comparison("records in voters_topic", 16, "accepted + rejected", 16, 0),
                        new Comparison("rejected of voters_topic", 4, "injected", 4, 0),
                        new Comparison("late votes", 2, "injected", 2, 0),
                        new Comparison("rejected of votes_topic", 0, "injected", 0, 0),
                        new Comparison("rows in votes", 12, "records in votes_topic", 12, 0),
                        new Comparison("records in votes_topic", 12, "counted + late + rejected", 12, 0),
                        new Comparison("candidate_totals", 10, "recount", 10, 0),
                        new Comparison("location_totals", 10, "recount", 10, 0),
                        new Comparison("votes_per_candidate", 10, "recount", 10, 0),
                        new Comparison("turnout_by_location", 10, "recount", 10, 0),
                        new Comparison("party_totals", 10, "recount", 10, 0),
                        new Comparison("votes_per_party", 10, "recount", 10, 0),
                        new Comparison("aggregated_votes_per_candidate", 10, "recount", 10, 0),
                        new Comparison("aggregated_turnout_by_location", 10, "recount", 10, 0),
                        new Comparison("aggregated_votes_per_party", 10, "recount", 10, 0),
                        new Comparison("candidate_totals", 10, "sum of location_totals", 10, 0),
                        new Comparison("candidate_totals", 10, "sum of votes_per_candidate", 10, 0),
                        new Comparison("sum of location_totals", 10, "sum of turnout_by_location", 10, 0),
                        new Comparison("party_totals", 10, "sum of votes_per_party", 10, 0),
                        new Comparison("counted + late", 12, "ballot plan", 12, 0),
                        new Comparison("party_totals + late", 12, "ballot plan", 12, 0),
                        new Comparison("ballot plan", 12, "results file", 12, 0),
                        new Comparison("rows in votes", 12, "of registered voters", 12, 0),
                        new Comparison("registered voters", 12, "who have voted", 12, 0),
                        new Comparison("election.voters", 12, "registered voters", 12, 0),
                        new Comparison("votes of registered voters", 12, "in their location, as planned", 12, 0),
                        new Comparison("registered voters", 12, "roll numbers", 12, 0));
    }

    @Test
    void electionFromAFileIsIncompleteWithoutTheFile() {
        AuditReport report = new Audit(database.owner(), TestBroker.address(), Optional.empty()).run();

        assertThat(report.verdictLine()).isEqualTo("AUDIT INCOMPLETE R6");
        assertThat(report.exitCode()).isEqualTo(1);
        assertThat(report.rules().get(5).verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(report.rules().get(5).unchecked()).contains("--results");
    }

    @Test
    void electionFromAFileIsComparedWithItsPlanWithoutTheFile() {
        database.execute("UPDATE ballot_plan SET weight = 6 - weight WHERE location = '北海道'");

        AuditReport report = new Audit(database.owner(), TestBroker.address(), Optional.empty()).run();

        assertThat(report.verdictLine()).isEqualTo("AUDIT FAIL R6 R7");
    }

    @Test
    void simulatedElectionIsOnlyComparedWithItsPlan() {
        database.execute("UPDATE election SET results_sha256 = NULL, scale = 1");

        AuditReport report = new Audit(database.owner(), TestBroker.address(), Optional.empty()).run();

        assertThat(report.verdictLine()).isEqualTo("AUDIT PASS");
        assertThat(report.rules().get(5).comparisons())
                .containsExactly(
                        new Comparison("counted + late", 12, "ballot plan", 12, 0),
                        new Comparison("party_totals + late", 12, "ballot plan", 12, 0));
    }

    @Test
    void ruleThatIsLeftOutDoesNotAffectTheVerdict() {
        AuditReport report = new Audit(
                        database.owner(),
                        TestBroker.address(),
                        Optional.empty(),
                        sha256 -> Optional.empty(),
                        Set.of("R6"))
                .run();

        assertThat(report.verdictLine()).isEqualTo("AUDIT PASS");
        assertThat(report.rules().get(5).verdict()).isEqualTo(Verdict.LEFT_OUT);
    }

    static Stream<Arguments> recordsOfVotersTopic() {
        return Stream.of(
                fault("a record too few is published", "R1=1", add(1, "seeding_manifest", "kind = 'ON_TIME'")),
                fault("a record too many is published", "R1=1", add(-1, "seeding_manifest", "kind = 'ON_TIME'")),
                fault("an accepted record is rejected too", "R1=1 R2=1", reject("voters_topic", "UNDERAGE")),
                fault("a rejected record is lost", "R1=1 R2=1", "DELETE FROM rejected_records WHERE kafka_offset = 1"),
                fault("an accepted vote is lost", "R1=1 R3=1 R7=1", "DELETE FROM votes WHERE voter_id = 'voter-3'"));
    }

    static Stream<Arguments> injections() {
        return Stream.of(
                fault(
                        "two reasons have opposite errors",
                        "R2=2",
                        "UPDATE rejected_records SET reason = 'UNDERAGE' WHERE reason = 'NOT_JSON'"),
                fault(
                        "a record is rejected for what was never injected",
                        "R2=2",
                        "UPDATE rejected_records SET reason = 'FUTURE_TIME' WHERE reason = 'NOT_JSON'"),
                fault(
                        "an injected fault is taken for another",
                        "R2=2",
                        "UPDATE seeding_manifest SET kind = 'FUTURE_TIME' WHERE kind = 'NOT_JSON'"),
                fault(
                        "a vote too few is late",
                        "R2=1",
                        add(1, "seeding_manifest", "kind = 'LATE'"),
                        add(-1, "seeding_manifest", "kind = 'ON_TIME'")),
                fault(
                        "a vote too many is late",
                        "R2=1",
                        add(-1, "seeding_manifest", "kind = 'LATE'"),
                        add(1, "seeding_manifest", "kind = 'ON_TIME'")),
                fault(
                        "a late vote is counted all the same",
                        "R2=1 R4=5",
                        count(1, "c1", "Côte d'Or"),
                        "DELETE FROM late_votes WHERE candidate_id = 'c1'"),
                fault(
                        "a vote is rejected instead of counted",
                        "R2=1 R4=6 R6=2",
                        count(-1, "c1", "北海道"),
                        reject("votes_topic", "UNKNOWN_LOCATION")));
    }

    static Stream<Arguments> votes() {
        String ofOneVoter = " WHERE voter_id = 'voter-1'";
        return Stream.of(
                fault("a candidate differs", "R3=1 R7=1", "UPDATE votes SET candidate_id = 'c2'" + ofOneVoter),
                fault("a location differs", "R3=1 R7=1", "UPDATE votes SET location = '北海道'" + ofOneVoter),
                fault(
                        "a voting time differs by a microsecond",
                        "R3=1",
                        "UPDATE votes SET voting_time = voting_time + interval '1 us'" + ofOneVoter),
                fault(
                        "a voting time is absent from the table",
                        "R3=1",
                        "ALTER TABLE votes ALTER voting_time DROP NOT NULL",
                        "UPDATE votes SET voting_time = NULL" + ofOneVoter),
                fault("a vote id differs", "R3=2", "UPDATE votes SET vote_id = repeat('f', 32)" + ofOneVoter),
                fault(
                        "two voters share a vote id",
                        "R3=2",
                        "UPDATE votes SET vote_id = '" + SmallElection.voteId(2) + "'" + ofOneVoter),
                fault(
                        "two voters swap candidates",
                        "R3=2 R7=2",
                        "UPDATE votes SET candidate_id = CASE candidate_id WHEN 'c1' THEN 'c2' ELSE 'c1' END"
                                + " WHERE voter_id IN ('voter-1', 'voter-5')"),
                fault(
                        "a vote is in the table only",
                        "R1=1 R3=1 R7=1",
                        "INSERT INTO votes SELECT 'another', repeat('f', 32), candidate_id, location, voting_time"
                                + " FROM votes LIMIT 1"));
    }

    static Stream<Arguments> counts() {
        return Stream.of(
                fault("a vote is counted twice, everywhere", "R4=7 R6=2", count(1, "c1", "Côte d'Or")),
                fault("a vote is counted nowhere", "R4=7 R6=2", count(-1, "c1", "Côte d'Or")),
                fault("a late vote is lost", "R2=1 R4=12 R6=2", "DELETE FROM late_votes WHERE candidate_id = 'c1'"),
                fault("a vote is counted and rejected", "R2=1 R4=1", reject("votes_topic", "BAD_FIELD")));
    }

    static Stream<Arguments> totals() {
        return Stream.of(
                fault(
                        "a candidate's total is too large",
                        "R4=2 R5=2",
                        add(1, "candidate_totals", "candidate_id = 'c1'")),
                fault(
                        "a candidate's total is too small",
                        "R4=2 R5=2",
                        add(-1, "candidate_totals", "candidate_id = 'c1'")),
                fault(
                        "two candidates' totals have opposite errors",
                        "R4=2 R5=4",
                        add(1, "candidate_totals", "candidate_id = 'c1'"),
                        add(-1, "candidate_totals", "candidate_id = 'c2'")),
                fault(
                        "a candidate has no total",
                        "R4=8 R5=8",
                        "DELETE FROM candidate_totals WHERE candidate_id = 'c1'"),
                fault(
                        "a location has no totals",
                        "R4=5 R5=10 R6=5",
                        "DELETE FROM location_totals WHERE location = '北海道'"),
                fault(
                        "a candidate's window is too large",
                        "R4=1 R5=1",
                        add(1, "votes_per_candidate", firstRowOf("votes_per_candidate"))),
                fault(
                        "a candidate's window is too small",
                        "R4=1 R5=1",
                        add(-1, "votes_per_candidate", firstRowOf("votes_per_candidate"))),
                fault(
                        "a candidate's window is lost",
                        "R4=2 R5=2",
                        "DELETE FROM votes_per_candidate WHERE window_start = " + LAST_WINDOW),
                fault(
                        "a candidate's window is another's",
                        "R4=4 R5=4",
                        "UPDATE votes_per_candidate SET candidate_id = 'c1' WHERE window_start = " + LAST_WINDOW),
                fault(
                        "a location's window is too large",
                        "R4=1 R5=1",
                        add(1, "turnout_by_location", firstRowOf("turnout_by_location"))),
                fault(
                        "a location's window is too small",
                        "R4=1 R5=1",
                        add(-1, "turnout_by_location", firstRowOf("turnout_by_location"))),
                fault(
                        "a location's window is another's",
                        "R4=4 R5=4",
                        "UPDATE turnout_by_location SET location = 'Côte d''Or' WHERE window_start = " + LAST_WINDOW),
                fault(
                        "a location that nobody knows has turnout",
                        "R4=6 R5=5",
                        "INSERT INTO turnout_by_location VALUES (now(), 'Atlantis', now(), 5)"));
    }

    static Stream<Arguments> parties() {
        return Stream.of(
                fault("a party's total is too large", "R4=1 R5=1 R6=1", add(1, "party_totals", "party = 'Red'")),
                fault("a party has no total", "R4=4 R5=4 R6=4", "DELETE FROM party_totals WHERE party = 'Red'"),
                fault(
                        "a party's window is too small",
                        "R4=1 R5=1",
                        add(-1, "votes_per_party", firstRowOf("votes_per_party"))),
                fault(
                        "a party's total tells the time of an older vote",
                        "R4=1",
                        "UPDATE party_totals SET as_of = as_of - interval '1 ms' WHERE party = 'Red'"),
                fault(
                        "a party that nobody stands for has votes",
                        "R4=5 R5=5 R6=5",
                        "INSERT INTO party_totals VALUES ('Green', 5, now())"));
    }

    @Test
    void seatsOfARaceInEachLocationAreRecounted() {
        database.execute("UPDATE election SET contest = 'location'");

        AuditReport report = audit();

        assertThat(report.verdictLine()).isEqualTo("AUDIT PASS");
        assertThat(report.rules().stream().map(RuleResult::comparisons).flatMap(List::stream))
                .contains(
                        new Comparison("seats leading", 2, "recount", 2, 0),
                        new Comparison("decided seats", 2, "recount", 2, 0),
                        new Comparison("seats by counted + late", 2, "by the ballot plan", 2, 0),
                        new Comparison("seats of locations", 2, "in the results file", 2, 0),
                        new Comparison("seats by the ballot plan", 2, "by the results file", 2, 0));
    }

    @Test
    void seatsThatALocationDoesNotHaveFailTheSixthRule() {
        database.execute(
                "UPDATE election SET contest = 'location'", "UPDATE locations SET seats = 3 WHERE location = '北海道'");

        AuditReport report = audit();

        assertThat(Failures.of(report)).isEqualTo("R6=4");
        assertThat(report.rules().get(5).findings())
                .containsExactly(
                        "北海道: seats of locations 3, in the results file 1",
                        "Blue: seats by the ballot plan 3, by the results file 1");
    }

    @Test
    void seatThatGoesToTheWrongPartyIsNamed() {
        database.execute(
                "UPDATE election SET contest = 'location'",
                "UPDATE location_totals SET votes = 4 WHERE candidate_id = 'c2' AND location = 'Côte d''Or'");

        AuditReport report = audit();

        assertThat(report.rules().get(3).findings())
                .contains(
                        "Blue: seats leading 2, recount 1",
                        "Red: seats leading 0, recount 1",
                        "Blue: decided seats 2, recount 1");
    }

    @Test
    void tiedLocationGivesNobodyASeat() {
        database.execute(
                "UPDATE election SET contest = 'location'",
                "UPDATE location_totals SET votes = 2 WHERE candidate_id = 'c1' AND location = 'Côte d''Or'");

        assertThat(audit().rules().get(3).findings()).contains("Red: seats leading 0, recount 1");
    }

    static Stream<Arguments> exchangedCounts() {
        return Stream.of(
                fault(
                        "two candidates are exchanged in every table of counts",
                        "R4=28 R6=8",
                        "UPDATE candidate_totals SET candidate_id = 'c0' WHERE candidate_id = 'c1'",
                        "UPDATE candidate_totals SET candidate_id = 'c1' WHERE candidate_id = 'c2'",
                        "UPDATE candidate_totals SET candidate_id = 'c2' WHERE candidate_id = 'c0'",
                        "UPDATE location_totals SET candidate_id = 'c0' WHERE candidate_id = 'c1'",
                        "UPDATE location_totals SET candidate_id = 'c1' WHERE candidate_id = 'c2'",
                        "UPDATE location_totals SET candidate_id = 'c2' WHERE candidate_id = 'c0'",
                        "UPDATE votes_per_candidate SET candidate_id = 'c0' WHERE candidate_id = 'c1'",
                        "UPDATE votes_per_candidate SET candidate_id = 'c1' WHERE candidate_id = 'c2'",
                        "UPDATE votes_per_candidate SET candidate_id = 'c2' WHERE candidate_id = 'c0'"),
                fault(
                        "two votes are counted in each other's windows",
                        "R4=2",
                        add(1, "votes_per_candidate", firstRowOf("votes_per_candidate WHERE candidate_id = 'c2'")),
                        add(-1, "votes_per_candidate", "candidate_id = 'c2' AND window_start = " + LAST_WINDOW)),
                fault(
                        "a total tells the time of an older vote",
                        "R4=1",
                        "UPDATE candidate_totals SET as_of = as_of - interval '1 ms' WHERE candidate_id = 'c1'"),
                fault(
                        "a late vote takes the place of one on time",
                        "R2=2",
                        "UPDATE late_votes SET vote_id = '" + SmallElection.voteId(1) + "', voting_time = voting_time"
                                + " + interval '7001 ms' WHERE candidate_id = 'c1'"));
    }

    static Stream<Arguments> strangers() {
        String ofOneVoter = " WHERE voter_id = 'voter-1'";
        return Stream.of(
                fault("a vote does not belong to a registered voter", "R7=2", "DELETE FROM voters" + ofOneVoter),
                fault("a voter is registered elsewhere", "R7=3", "UPDATE voters SET location = '北海道'" + ofOneVoter),
                fault("a voter has another roll number", "R7=2", "UPDATE voters SET roll_number = 5" + ofOneVoter),
                fault("two voters share a roll number", "R7=1", "UPDATE voters SET roll_number = 2" + ofOneVoter),
                fault(
                        "a registered voter has not voted",
                        "R7=2",
                        "INSERT INTO voters (voter_id, voter_number, voter_name, date_of_birth, location, roll_number)"
                                + " VALUES ('voter-12', 12, 'Somebody', '2000-01-01', '北海道', 6)"));
    }

    static Stream<Arguments> certifiedCounts() {
        return Stream.of(
                fault(
                        "votes swap candidates within a location",
                        "R4=2 R5=2 R6=2",
                        add(1, "location_totals", "candidate_id = 'c1' AND location = '北海道'"),
                        add(-1, "location_totals", "candidate_id = 'c2' AND location = '北海道'")),
                fault(
                        "votes swap candidates across locations",
                        "R4=4 R6=4",
                        add(1, "location_totals", "(candidate_id = 'c1') = (location = '北海道')"),
                        add(-1, "location_totals", "(candidate_id = 'c1') <> (location = '北海道')")),
                fault(
                        "late votes swap candidates",
                        "R4=18 R6=4",
                        "UPDATE late_votes SET candidate_id = CASE candidate_id WHEN 'c1' THEN 'c2' ELSE 'c1' END"),
                fault(
                        "late votes are for nobody who stands",
                        "R4=18 R6=8",
                        "UPDATE late_votes SET candidate_id = 'c3'"),
                fault(
                        "candidates swap names",
                        "R4=26 R6=16",
                        "UPDATE candidates SET candidate_name = 'somebody' WHERE candidate_id = 'c1'",
                        "UPDATE candidates SET candidate_name = 'Ada', party_affiliation = 'Red'"
                                + " WHERE candidate_id = 'c2'",
                        "UPDATE candidates SET candidate_name = '王小明', party_affiliation = 'Blue'"
                                + " WHERE candidate_id = 'c1'"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource({
        "recordsOfVotersTopic",
        "injections",
        "votes",
        "counts",
        "totals",
        "certifiedCounts",
        "parties",
        "exchangedCounts",
        "strangers"
    })
    void faultFailsExactlyTheRulesThatForbidIt(String fault, String rulesAndDifferences, List<String> statements) {
        database.execute(statements.toArray(String[]::new));

        AuditReport report = audit();

        assertThat(Failures.of(report)).isEqualTo(rulesAndDifferences);
        assertThat(report.verdictLine()).isEqualTo("AUDIT FAIL " + rulesAndDifferences.replaceAll("=\\d+", ""));
        assertThat(report.exitCode()).isEqualTo(1);
    }

    @Test
    void findingsNameTheCellsThatDiffer() {
        database.execute(
                add(1, "location_totals", "candidate_id = 'c2' AND location = '北海道'"),
                "UPDATE votes SET candidate_id = 'c2' WHERE voter_id = 'voter-1'",
                "UPDATE late_votes SET candidate_id = 'c3' WHERE candidate_id = 'c1'",
                reject("votes_topic", "BAD_FIELD"),
                "DELETE FROM votes WHERE voter_id = 'voter-2'");

        assertThat(audit().rules().stream().map(RuleResult::findings))
                .containsExactly(
                        List.of(),
                        List.of("votes_topic BAD_FIELD: rejected of votes_topic 1, injected 0"),
                        Stream.of(
                                        "vote " + SmallElection.voteId(1) + " differs between votes and votes_topic",
                                        "vote " + SmallElection.voteId(2) + " is 0 times in votes, once in votes_topic")
                                .sorted()
                                .toList(),
                        List.of(
                                "all records: records in votes_topic 12, counted + late + rejected 13",
                                "Ada (Red): candidate_totals 4, recount 5",
                                "Côte d'Or, Ada (Red): location_totals 3, recount 4",
                                "北海道, 王小明 (Blue): location_totals 5, recount 4",
                                "Ada (Red) from 2025-10-09 08:53:20+00: votes_per_candidate 1, recount 2",
                                "Côte d'Or from 2025-10-09 08:53:20+00: turnout_by_location 1, recount 2",
                                "Red: party_totals 4, recount 5",
                                "Red from 2025-10-09 08:53:20+00: votes_per_party 1, recount 2",
                                "c1: aggregated_votes_per_candidate 4, recount 5",
                                "Côte d'Or: aggregated_turnout_by_location 5, recount 6",
                                "Red: aggregated_votes_per_party 4, recount 5",
                                "c2: other fields in aggregated topics 1, recount 0",
                                "Blue: other fields in aggregated topics 1, recount 0"),
                        List.of(
                                "王小明 (Blue): candidate_totals 6, sum of location_totals 7",
                                "北海道: sum of location_totals 6, sum of turnout_by_location 5"),
                        List.of(
                                "Côte d'Or, Ada (Red): counted + late 3, ballot plan 4",
                                "Côte d'Or, unknown candidate c3: counted + late 1, ballot plan 0",
                                "北海道, 王小明 (Blue): counted + late 6, ballot plan 5",
                                "Red: party_totals + late 4, ballot plan 5",
                                "unknown: party_totals + late 1, ballot plan 0"),
                        List.of("vote " + SmallElection.voteId(1)
                                + " is not for the candidate of the voter's roll number"));
    }

    @Test
    void everyAuditStoresTheRulesThatItChecked() throws SQLException {
        database.execute(add(1, "candidate_totals", "candidate_id = 'c1'"));

        Instant runAt = new Audit(database.owner(), TestBroker.address(), Optional.empty())
                .run()
                .runAt();

        assertThat(reconciliation())
                .containsExactly(
                        runAt + " R1 manifest total 16 records in voters_topic 16 0 true",
                        runAt + " R2 rejected of voters_topic 4 injected 4 0 true",
                        runAt + " R3 rows in votes 12 records in votes_topic 12 0 true",
                        runAt + " R4 records in votes_topic 12 counted + late + rejected 13 2 false",
                        runAt + " R5 candidate_totals 11 sum of location_totals 10 2 false",
                        runAt + " R6 counted + late 12 ballot plan 12 0 null",
                        runAt + " R7 rows in votes 12 of registered voters 12 0 true");
    }

    @Test
    void auditAfterATimeoutIsStoredAsNotPassing() throws SQLException {
        new Audit(database.owner(), TestBroker.address(), Optional.empty()).run(List.of("a job has not been started"));

        assertThat(reconciliation().get(7)).endsWith(" drained timed out 1 expected 0 1 false");
    }

    private static List<String> reconciliation() throws SQLException {
        try (Connection connection = database.owner().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM reconciliation ORDER BY rule")) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                StringJoiner columns = new StringJoiner(" ");
                columns.add(row.getObject(1, OffsetDateTime.class).toInstant().toString());
                for (int column = 2; column <= 7; column++) {
                    columns.add(row.getString(column));
                }
                rows.add(columns.add(String.valueOf(row.getObject(8))).toString());
            }
            return rows;
        }
    }

    private AuditReport audit() {
        return new Audit(database.owner(), TestBroker.address(), Optional.of(ResultsFile.read(resultsFile))).run();
    }

    private static Arguments fault(String name, String rulesAndDifferences, String... statements) {
        return arguments(name, rulesAndDifferences, List.of(statements));
    }

    private static String add(int number, String table, String where) {
        String column = table.equals("seeding_manifest") ? "records" : "votes";
        return String.format(Locale.ROOT, "UPDATE %s SET %s = %s + %d WHERE %s", table, column, column, number, where);
    }

    /** The order in which PostgreSQL keeps rows depends on its statistics, so the first row is that of the first window. */
    private static String firstRowOf(String table) {
        return "ctid = (SELECT ctid FROM " + table + " ORDER BY window_start LIMIT 1)";
    }

    private static String reject(String topic, String reason) {
        return "INSERT INTO rejected_records (topic, kafka_partition, kafka_offset, reason, detail, rejected_at)"
                + " VALUES ('" + topic + "', 7, 7, '" + reason + "', 'detail', now())";
    }

    /** Adds votes to the counts of all tables, or removes them. */
    private static String count(int number, String candidate, String location) {
        String ofCandidate = "candidate_id = '" + candidate + "'";
        String ofParty = "party = (SELECT party_affiliation FROM candidates WHERE " + ofCandidate + ")";
        String ofLocation = "location = '" + location.replace("'", "''") + "'";
        return String.join(
                ";",
                add(number, "candidate_totals", ofCandidate),
                add(number, "location_totals", ofCandidate + " AND " + ofLocation),
                add(number, "votes_per_candidate", firstRowOf("votes_per_candidate WHERE " + ofCandidate)),
                add(number, "turnout_by_location", firstRowOf("turnout_by_location WHERE " + ofLocation)),
                add(number, "party_totals", ofParty),
                add(number, "votes_per_party", firstRowOf("votes_per_party WHERE " + ofParty)));
    }
}
