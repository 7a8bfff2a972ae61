package io.ballotstream.audit;

import io.ballotstream.model.CandidateResult;
import io.ballotstream.model.LocationResult;
import io.ballotstream.model.PartyResult;
import io.ballotstream.model.Topics;
import io.ballotstream.model.Vote;
import io.ballotstream.model.VoteId;
import io.ballotstream.model.VoteIds;
import io.ballotstream.model.codec.ResultJson;
import io.ballotstream.model.codec.VoteJson;
import io.ballotstream.results.ResultsFile;
import io.ballotstream.testing.TestDatabase;
import io.ballotstream.testing.TestElection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A consistent election of twelve voters. Two of the votes are late, and four injected records are rejected. Its
 * results file, scaled by two:
 *
 * <table>
 * <caption>Votes</caption>
 * <tr><th></th><th>Ada (Red)</th><th>王小明 (Blue)</th></tr>
 * <tr><td>Côte d'Or</td><td>4, one of them late</td><td>2</td></tr>
 * <tr><td>北海道</td><td>1</td><td>5, one of them late</td></tr>
 * </table>
 */
final class SmallElection {
    static final long FIRST_VOTE = 1_760_000_000_000L;
    static final long VOTERS_TOPIC_RECORDS = 16;

    private static final byte[] SALT = new byte[32];

    private static final String RESULTS = """
            location,latitude,longitude,candidate,party,votes
            Côte d'Or,47.4,4.8,Ada,Red,8
            Côte d'Or,47.4,4.8,王小明,Blue,4
            北海道,43.1,141.3,Ada,Red,2
            北海道,43.1,141.3,王小明,Blue,10
            """;

    /** A voter's vote; with the ballot plan, the roll number decides the candidate. */
    record Ballot(String voterId, long rollNumber, Vote vote, boolean late) {}

    static final List<Ballot> BALLOTS = ballots();

    private SmallElection() {}

    private static List<Ballot> ballots() {
        List<Ballot> ballots = new ArrayList<>();
        add(ballots, 4, 1, "c1", "Côte d'Or");
        add(ballots, 2, 0, "c2", "Côte d'Or");
        add(ballots, 1, 0, "c1", "北海道");
        add(ballots, 5, 1, "c2", "北海道");
        return List.copyOf(ballots);
    }

    private static void add(List<Ballot> ballots, int number, int late, String candidate, String location) {
        VoteIds ids = new VoteIds(SALT);
        for (int i = 0; i < number; i++) {
            String voterId = "voter-" + ballots.size();
            long time = FIRST_VOTE + 7_001L * ballots.size();
            long rollNumber = ballots.stream()
                    .filter(ballot -> ballot.vote().location().equals(location))
                    .count();
            ballots.add(
                    new Ballot(voterId, rollNumber, new Vote(ids.of(voterId), candidate, location, time), i < late));
        }
    }

    /** The vote ids in the order of the ballots. 0 and 7 are late. */
    static VoteId voteId(int ballot) {
        return BALLOTS.get(ballot).vote().voteId();
    }

    /** The output of the casting job for the ballots. */
    static List<byte[]> votesTopic() {
        return BALLOTS.stream().map(ballot -> VoteJson.write(ballot.vote())).toList();
    }

    /** Records that the audit only counts. */
    static List<byte[]> votersTopic() {
        return Stream.generate(() -> "{}".getBytes(StandardCharsets.UTF_8))
                .limit(VOTERS_TOPIC_RECORDS)
                .toList();
    }

    /** The output of the tally for the candidates, after an earlier standing. */
    static List<CandidateResult> candidateResults() {
        long asOf = BALLOTS.get(11).vote().votingTime();
        return List.of(
                new CandidateResult("c1", "Ada", "Red", 1, 1.0, 1, FIRST_VOTE),
                new CandidateResult("c1", "Ada", "Red", 4, 0.4, 2, asOf),
                new CandidateResult("c2", "王小明", "Blue", 6, 0.6, 1, asOf));
    }

    /** The output of the tally for the locations. */
    static List<LocationResult> locationResults() {
        return List.of(
                new LocationResult(
                        "Côte d'Or", 5, null, "c1", BALLOTS.get(5).vote().votingTime()),
                new LocationResult("北海道", 5, null, "c2", BALLOTS.get(11).vote().votingTime()));
    }

    /** The output of the tally for the parties. */
    static List<PartyResult> partyResults() {
        long asOf = BALLOTS.get(11).vote().votingTime();
        return List.of(new PartyResult("Red", 4, 0.4, 2, asOf), new PartyResult("Blue", 6, 0.6, 1, asOf));
    }

    static void publish() {
        Broker.publish(Topics.VOTERS, votersTopic());
        Broker.publish(Topics.VOTES, votesTopic());
        publishResults(candidateResults(), locationResults(), partyResults());
    }

    static void publishResults(
            List<CandidateResult> candidates, List<LocationResult> locations, List<PartyResult> parties) {
        Broker.publish(
                Topics.CANDIDATE_RESULTS,
                candidates.stream().map(CandidateResult::candidateId).toList(),
                candidates.stream().map(ResultJson::write).toList());
        Broker.publish(
                Topics.LOCATION_RESULTS,
                locations.stream().map(LocationResult::location).toList(),
                locations.stream().map(ResultJson::write).toList());
        Broker.publish(
                Topics.PARTY_RESULTS,
                parties.stream().map(PartyResult::party).toList(),
                parties.stream().map(ResultJson::write).toList());
    }

    static Path resultsFile(Path directory) {
        try {
            return Files.writeString(directory.resolve("results.csv"), RESULTS);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Empties the tables and fills them again. */
    static void fillTables(TestDatabase database, Path resultsFile) {
        database.truncate();
        new TestElection("e1", "Small")
                .salt(SALT)
                .voters(12)
                .results(ResultsFile.read(resultsFile).sha256(), 2)
                .candidate("c1", "Ada", "Red", "#ff0000")
                .candidate("c2", "王小明", "Blue", "#0000ff")
                .locations("Côte d'Or", "北海道")
                .planned("Côte d'Or", "c1", 4)
                .planned("Côte d'Or", "c2", 2)
                .planned("北海道", "c1", 1)
                .planned("北海道", "c2", 5)
                .published("ON_TIME", 10)
                .published("LATE", 2)
                .published("EMPTY", 0)
                .published("NOT_UTF8", 0)
                .published("NOT_JSON", 1)
                .published("MISSING_FIELD", 0)
                .published("BAD_FIELD", 0)
                .published("UNDERAGE", 1)
                .published("DUPLICATE_VOTER", 2)
                .insertInto(database);
        database.execute("""
                INSERT INTO rejected_records (topic, kafka_partition, kafka_offset, reason, detail, rejected_at)
                SELECT 'voters_topic', 0, position, reason, 'detail', now()
                FROM unnest(ARRAY['NOT_JSON', 'UNDERAGE', 'DUPLICATE_VOTER', 'DUPLICATE_VOTER'])
                     WITH ORDINALITY AS r (reason, position)""");
        database.execute(BALLOTS.stream().flatMap(SmallElection::rows).toArray(String[]::new));
        count(database);
    }

    private static Stream<String> rows(Ballot ballot) {
        Vote vote = ballot.vote();
        String location = vote.location().replace("'", "''");
        String voter = "INSERT INTO voters (voter_id, voter_number, voter_name, date_of_birth, location, roll_number,"
                + " voted_before_ms) VALUES ('" + ballot.voterId() + "', " + BALLOTS.indexOf(ballot)
                + ", 'Somebody', '2000-01-01', '" + location + "', " + ballot.rollNumber() + ", "
                + (ballot.late() ? "4200000" : "NULL") + ")";
        String values = String.format(
                Locale.ROOT,
                "('%s', '%s', '%s', to_timestamp(%d / 1000.0)",
                vote.voteId(),
                vote.candidateId(),
                location,
                vote.votingTime());
        String row = "INSERT INTO votes (vote_id, candidate_id, location, voting_time, voter_id) VALUES " + values
                + ", '" + ballot.voterId() + "')";
        return ballot.late()
                ? Stream.of(voter, row, "INSERT INTO late_votes VALUES " + values + ", now())")
                : Stream.of(voter, row);
    }

    /** The counts of the votes on time, in windows of ten seconds. */
    private static void count(TestDatabase database) {
        String counted = " FROM votes WHERE vote_id NOT IN (SELECT vote_id FROM late_votes) ";
        String window = "date_bin('10 s', voting_time, 'epoch')";
        database.execute(
                "INSERT INTO candidate_totals SELECT candidate_id, count(*), max(voting_time)" + counted + "GROUP BY 1",
                "INSERT INTO location_totals SELECT location, candidate_id, count(*), max(voting_time)" + counted
                        + "GROUP BY 1, 2",
                "INSERT INTO votes_per_candidate SELECT " + window + ", candidate_id, " + window
                        + " + interval '10 s', count(*)" + counted + "GROUP BY 1, 2",
                "INSERT INTO turnout_by_location SELECT " + window + ", location, " + window
                        + " + interval '10 s', count(*)" + counted + "GROUP BY 1, 2",
                "INSERT INTO party_totals SELECT party_affiliation, sum(votes), max(as_of)"
                        + " FROM candidate_totals JOIN candidates USING (candidate_id) GROUP BY 1",
                "INSERT INTO votes_per_party SELECT window_start, party_affiliation, window_end, sum(votes)"
                        + " FROM votes_per_candidate JOIN candidates USING (candidate_id) GROUP BY 1, 2, 3");
    }
}
