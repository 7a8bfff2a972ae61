package io.ballotstream.jobs.cast;

import static io.ballotstream.jobs.cast.TestVoters.TIMESTAMP;
import static io.ballotstream.jobs.cast.TestVoters.record;
import static io.ballotstream.jobs.cast.TestVoters.voter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ballotstream.jobs.kafka.RawRecord;
import io.ballotstream.model.InvalidRecordException;
import io.ballotstream.model.RejectReason;
import io.ballotstream.model.Topics;
import io.ballotstream.model.Vote;
import io.ballotstream.model.VoteIds;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VoteCasterTest {
    private static final VoteIds VOTE_IDS = new VoteIds(TestVoters.SALT);

    private final VoteCaster caster = new VoteCaster(TestVoters.setup());

    @Test
    void voteIsDerivedFromRecordAndElection() throws Exception {
        CastVote cast = caster.cast(record(0, voter("v1", "Ohio", 3, 1000L)));

        assertThat(cast)
                .isEqualTo(new CastVote("v1", new Vote(VOTE_IDS.of("v1"), "c10", "Ohio", TIMESTAMP - 1000), TIMESTAMP));
    }

    @Test
    void sameRecordAlwaysCastsTheSameVote() throws Exception {
        RawRecord record = record(0, voter("v1", "Utah", 567, null));

        assertThat(new VoteCaster(TestVoters.setup()).cast(record)).isEqualTo(caster.cast(record));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {
                "EMPTY; ``",
                "NOT_JSON; {",
                "NOT_JSON; []",
                "MISSING_FIELD; {}",
                "MISSING_FIELD; {\"voter_id\":null,\"date_of_birth\":\"1980-01-01\",\"location\":\"Ohio\",\"roll_number\":1}",
                "BAD_FIELD; {\"voter_id\":\"v1\",\"date_of_birth\":\"1980-13-01\",\"location\":\"Ohio\",\"roll_number\":1}",
                "BAD_FIELD; {\"voter_id\":\"v1\",\"date_of_birth\":\"1980-01-01\",\"location\":\"Ohio\",\"roll_number\":-1}",
                "BAD_FIELD; {\"voter_id\":\"v1\",\"date_of_birth\":\"1980-01-01\",\"location\":\"Ohio\",\"roll_number\":\"1\"}",
                "BAD_FIELD; {\"voter_id\":\"v2\",\"date_of_birth\":\"1980-01-01\",\"location\":\"Ohio\",\"roll_number\":1}",
                "UNDERAGE; {\"voter_id\":\"v1\",\"date_of_birth\":\"2010-01-01\",\"location\":\"Ohio\",\"roll_number\":1}",
                "UNKNOWN_LOCATION; {\"voter_id\":\"v1\",\"date_of_birth\":\"1980-01-01\",\"location\":\"Oslo\",\"roll_number\":1}",
                "BAD_FIELD; {\"voter_id\":\"v1\",\"date_of_birth\":\"1980-01-01\",\"location\":\"Ohio\",\"roll_number\":5}",
                "FUTURE_TIME; {\"voter_id\":\"v1\",\"date_of_birth\":\"1980-01-01\",\"location\":\"Ohio\",\"roll_number\":1,\"voted_before_ms\":-60001}",
            })
    void invalidRecordIsRejectedWithItsReason(RejectReason reason, String value) {
        assertRejected(record(0, "v1", value), reason);
    }

    @Test
    void recordWithoutAValueIsEmpty() {
        assertRejected(record(0, "v1", (byte[]) null), RejectReason.EMPTY);
    }

    @Test
    void bytesThatAreNotUtf8AreRejected() {
        assertRejected(
                record(0, "v1", "{\"voter_name\":\"Löwe\"}".getBytes(StandardCharsets.ISO_8859_1)),
                RejectReason.NOT_UTF8);
    }

    @Test
    void recordWithoutAKeyIsABadField() {
        byte[] value = record(0, voter("v1", "Ohio", 1, null)).value();

        assertRejected(new RawRecord(Topics.VOTERS, 1, 0, TIMESTAMP, null, value), RejectReason.BAD_FIELD);
    }

    @Test
    void wrongKeyIsReportedBeforeAge() {
        assertRejected(record(0, "v2", valueOf("v1", LocalDate.of(2015, 1, 1))), RejectReason.BAD_FIELD);
    }

    @Test
    void ageIsReportedBeforeLocation() {
        assertRejected(record(0, voter("v1", LocalDate.of(2015, 1, 1), "Oslo", 1, null)), RejectReason.UNDERAGE);
    }

    @Test
    void rollNumberIsReportedBeforeTheTime() {
        assertRejected(record(0, voter("v1", "Ohio", 5, -100_000L)), RejectReason.BAD_FIELD);
    }

    private static byte[] valueOf(String id, LocalDate dateOfBirth) {
        return record(0, voter(id, dateOfBirth, "Ohio", 1, null)).value();
    }

    private void assertRejected(RawRecord record, RejectReason reason) {
        assertThatExceptionOfType(InvalidRecordException.class)
                .isThrownBy(() -> caster.cast(record))
                .extracting(InvalidRecordException::reason)
                .isEqualTo(reason);
    }
}
