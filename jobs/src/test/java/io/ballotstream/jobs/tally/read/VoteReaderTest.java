package io.ballotstream.jobs.tally.read;

import static io.ballotstream.jobs.tally.Votes.SETUP;
import static io.ballotstream.jobs.tally.Votes.START;
import static io.ballotstream.jobs.tally.Votes.TEN_MINUTES;
import static io.ballotstream.model.RejectReason.BAD_FIELD;
import static io.ballotstream.model.RejectReason.EMPTY;
import static io.ballotstream.model.RejectReason.FUTURE_TIME;
import static io.ballotstream.model.RejectReason.UNKNOWN_CANDIDATE;
import static io.ballotstream.model.RejectReason.UNKNOWN_LOCATION;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.jobs.election.TallySetup;
import io.ballotstream.jobs.kafka.RawRecord;
import io.ballotstream.jobs.rejected.RejectedRecord;
import io.ballotstream.jobs.tally.Votes;
import io.ballotstream.model.Location;
import io.ballotstream.model.RejectReason;
import io.ballotstream.model.Vote;
import io.ballotstream.model.codec.CanonicalVote;
import io.ballotstream.model.codec.VoteJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VoteReaderTest {
    private final VoteReader reader = new VoteReader(SETUP, TEN_MINUTES);

    @Test
    void voteOfAKnownCandidateInAKnownLocationCounts() {
        assertThat(reader.read(Votes.record(new Vote(Votes.id(1), "c2", "Utah", START), START + 4_999)))
                .isEqualTo(VoteReading.onTime("Utah", "c2", START));
    }

    @Test
    void lateVoteHasItsIdAndItsArrivalTime() {
        assertThat(reader.read(Votes.record(new Vote(Votes.id(1), "c2", "Utah", START), START + 600_000)))
                .isEqualTo(VoteReading.onTime("Utah", "c2", START));
        assertThat(reader.read(Votes.record(new Vote(Votes.id(1), "c2", "Utah", START), START + 600_001)))
                .isEqualTo(VoteReading.late(new LateVote(new Vote(Votes.id(1), "c2", "Utah", START), START + 600_001)));
    }

    @Test
    void voteFromTheFutureIsRejected() {
        assertThat(reader.read(Votes.record(new Vote(Votes.id(1), "c2", "Utah", START + 60_000), START)))
                .isEqualTo(VoteReading.onTime("Utah", "c2", START + 60_000));
        assertThat(rejected(new Vote(Votes.id(1), "c2", "Utah", START + 60_001), FUTURE_TIME))
                .isEqualTo("The field voting_time is more than a minute after the record's Kafka timestamp.");
        assertThat(rejected(new Vote(Votes.id(1), "c2", "Utah", Long.MAX_VALUE), FUTURE_TIME))
                .isEqualTo("The field voting_time is more than a minute after the record's Kafka timestamp.");
    }

    @Test
    void candidateAndLocationMustBeOfTheElection() {
        assertThat(rejected(new Vote(Votes.id(1), "c3", "Utah", START), UNKNOWN_CANDIDATE))
                .isEqualTo("The field candidate_id is not a candidate of the election.");
        assertThat(rejected(new Vote(Votes.id(1), "c1", "utah", START), UNKNOWN_LOCATION))
                .isEqualTo("The field location is not a location of the election.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "0123456789ABCDEF0123456789ABCDEF", "0123456789abcdef0123456789abcde"})
    void voteIdMustBe32LowerCaseHexadecimalDigits(String id) {
        assertThat(rejected(jsonWithId(id), BAD_FIELD))
                .isEqualTo("The field vote_id is not 32 lower-case hexadecimal digits.");
    }

    @Test
    void rejectionContainsTheRecordsOffsetAndBytes() {
        byte[] payload = "{\"vote_id\":1}".getBytes(UTF_8);
        assertThat(reader.read(new RawRecord("votes_topic", 3, 7, START, null, payload))
                        .rejected())
                .isEqualTo(new RejectedRecord(
                        "votes_topic", 3, 7, BAD_FIELD, "The field vote_id is not a string.", payload, START));
    }

    @Test
    void recordWithoutAValueIsEmpty() {
        assertThat(reader.read(Votes.record((byte[]) null, START)).rejected().reason())
                .isEqualTo(EMPTY);
    }

    @ParameterizedTest
    @CsvSource({"'Côte d''Ivoire'", "東京", "🗳", "' padded '", "'quoted \"O''Brien\"'", "'back\\slash'", "''"})
    void locationInAnyScriptIsFound(String location) {
        TallySetup setup = new TallySetup(SETUP.candidates(), List.of(new Location(location, null, null, null)));
        assertThat(new VoteReader(setup, TEN_MINUTES)
                        .read(Votes.record(new Vote(Votes.id(1), "c1", location, START), START)))
                .isEqualTo(VoteReading.onTime(location, "c1", START));
    }

    @Test
    void nameIsFoundAmongMany() {
        TallySetup many = new TallySetup(
                SETUP.candidates(),
                LongStream.range(0, 50_000)
                        .mapToObj(number -> new Location("Place " + number, null, null, null))
                        .toList());
        VoteReader readerOfMany = new VoteReader(many, TEN_MINUTES);
        for (int number : new int[] {0, 1, 12_345, 49_999}) {
            assertThat(readerOfMany.read(Votes.record(new Vote(Votes.id(1), "c1", "Place " + number, START), START)))
                    .isEqualTo(VoteReading.onTime("Place " + number, "c1", START));
        }
        assertThat(readerOfMany
                        .read(Votes.record(new Vote(Votes.id(1), "c1", "Place 50000", START), START))
                        .rejected()
                        .reason())
                .isEqualTo(UNKNOWN_LOCATION);
    }

    /** Mutates votes at random. The scanner must decide like the parser for anything that a producer can write. */
    @Test
    void scannerAgreesWithTheParser() {
        Random random = new Random(2024);
        int fast = 0;
        for (int round = 0; round < 200_000; round++) {
            RawRecord record = Votes.record(damaged(json(random), random), START);
            assertThat(reader.read(record))
                    .as(() -> new String(record.value(), UTF_8))
                    .isEqualTo(reader.parse(record));
            fast += new CanonicalVote().scan(record.value()) ? 1 : 0;
        }
        // Scanner and parser were both used often.
        assertThat(fast).isBetween(20_000, 180_000);
    }

    private static final List<String> TIMES = List.of(
            "0",
            "-0",
            "00",
            "01",
            "-1",
            "5.0",
            "5e3",
            "1e400",
            "null",
            "true",
            "\"5\"",
            "",
            "1700000000000",
            "1699999399999",
            "1700000060001",
            "999999999999999999",
            "1000000000000000000",
            "9223372036854775807",
            "9223372036854775808",
            "99999999999999999999");

    private static final List<String> NAMES = List.of(
            "Ohio",
            "Utah",
            "Guam",
            "Ohi\\u006f",
            "Ohio\\\\",
            "O\\\"hio",
            "Óhio",
            "",
            "ohio",
            "c1",
            "c2",
            "c10",
            "c3",
            "\\ud83d",
            "\u0001",
            "\u007f",
            "\u2028");

    private static String json(Random random) {
        List<String> fields = new ArrayList<>(List.of(
                "\"vote_id\":\"" + id(random) + "\"",
                "\"candidate_id\":\"" + (often(random) ? "c2" : any(NAMES, random)) + "\"",
                "\"location\":\"" + (often(random) ? "Utah" : any(NAMES, random)) + "\"",
                "\"voting_time\":" + (often(random) ? Long.toString(START) : any(TIMES, random))));
        if (!often(random)) {
            java.util.Collections.shuffle(fields, random);
        }
        if (!often(random)) {
            fields.remove(random.nextInt(fields.size()));
        }
        if (!often(random)) {
            fields.add(any(List.of("\"new\":[1,{}]", "\"voting_time\":1", "\"location\":\"Guam\"", ""), random));
        }
        String separator = often(random) ? "," : any(List.of(", ", ",\n", ",,", ""), random);
        String end = often(random) ? "}" : any(List.of("} ", "}}", "", "]", "}\0"), random);
        return "{" + String.join(separator, fields) + end;
    }

    private static String id(Random random) {
        String id = Votes.id(random.nextLong() >>> 1).toString();
        return often(random)
                ? id
                : any(List.of(id.toUpperCase(java.util.Locale.ROOT), id + "0", id.substring(1), "é" + id), random);
    }

    private static boolean often(Random random) {
        return random.nextInt(12) > 0;
    }

    private static String any(List<String> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }

    /** Changes, removes or adds a few bytes at random. */
    private static byte[] damaged(String json, Random random) {
        byte[] bytes = json.getBytes(UTF_8);
        if (often(random)) {
            return bytes;
        }
        int at = random.nextInt(bytes.length);
        byte[] other = new byte[] {(byte) random.nextInt(256)};
        return switch (random.nextInt(3)) {
            case 0 -> joined(bytes, at, other, at + 1);
            case 1 -> joined(bytes, at, new byte[0], at + 1);
            default -> joined(bytes, at, other, at);
        };
    }

    private static byte[] joined(byte[] bytes, int until, byte[] middle, int from) {
        byte[] joined = new byte[until + middle.length + bytes.length - from];
        System.arraycopy(bytes, 0, joined, 0, until);
        System.arraycopy(middle, 0, joined, until, middle.length);
        System.arraycopy(bytes, from, joined, until + middle.length, bytes.length - from);
        return joined;
    }

    private static byte[] jsonWithId(String id) {
        return new String(VoteJson.write(new Vote(Votes.id(1), "c1", "Utah", START)), UTF_8)
                .replace(Votes.id(1).toString(), id)
                .getBytes(UTF_8);
    }

    private String rejected(Vote vote, RejectReason reason) {
        return rejected(VoteJson.write(vote), reason);
    }

    private String rejected(byte[] json, RejectReason reason) {
        RejectedRecord rejected = reader.read(Votes.record(json, START)).rejected();
        assertThat(rejected.reason()).isEqualTo(reason);
        return rejected.detail();
    }
}
