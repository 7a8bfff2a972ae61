package io.ballotstream.model.codec;

import static io.ballotstream.model.RejectReason.BAD_FIELD;
import static io.ballotstream.model.RejectReason.EMPTY;
import static io.ballotstream.model.RejectReason.MISSING_FIELD;
import static io.ballotstream.model.RejectReason.NOT_JSON;
import static io.ballotstream.model.RejectReason.NOT_UTF8;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ballotstream.model.InvalidRecordException;
import io.ballotstream.model.Vote;
import io.ballotstream.model.VoteId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VoteJsonTest {
    private static final VoteId ID = VoteId.parse("0123456789abcdef0123456789abcdef");

    @Test
    void voteIsWrittenWithItsFieldsInOrder() {
        assertThat(new String(VoteJson.write(new Vote(ID, "c1", "Ohio", 5)), UTF_8))
                .isEqualTo(
                        "{\"vote_id\":\"" + ID + "\",\"candidate_id\":\"c1\",\"location\":\"Ohio\",\"voting_time\":5}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ohio", "São Tomé", "O'Brien \"north\"", "back\\slash", "東京", "🗳", " padded ", ""})
    void locationIsReadBackUnchanged(String location) throws InvalidRecordException {
        Vote vote = new Vote(ID, "c1", location, 1_700_000_000_000L);
        assertThat(VoteJson.read(VoteJson.write(vote))).isEqualTo(vote);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Ohio", "O'Brien", "quo\"te", "back\\slash", "tab\t", "del\u007f", "São Tomé", "~", " ", ""})
    void plainTextIsWrittenAsTheGeneratorDoes(String text) {
        for (Vote vote : List.of(
                new Vote(ID, "c1", text, 1_700_000_000_000L),
                new Vote(ID, text, "Ohio", 0),
                new Vote(new VoteId(0, -1), "c1", text, Long.MAX_VALUE),
                new Vote(new VoteId(-1, 0), "c1", text, -5))) {
            assertThat(VoteJson.write(vote)).isEqualTo(VoteJson.writeAny(vote));
        }
    }

    @Test
    void unknownFieldsAreIgnored() throws InvalidRecordException {
        String json = "{\"new\":{\"a\":[1]},\"location\":\"Ohio\",\"voting_time\":5,\"vote_id\":\"" + ID
                + "\",\"candidate_id\":\"c1\"}";
        assertThat(VoteJson.read(json.getBytes(UTF_8))).isEqualTo(new Vote(ID, "c1", "Ohio", 5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vote_id | 12 | The field vote_id is not a string.",
                "vote_id | \"0123\" | The field vote_id is not 32 lower-case hexadecimal digits.",
                "vote_id | \"0123456789ABCDEF0123456789ABCDEF\" | The field vote_id is not 32 lower-case hexadecimal digits.",
                "candidate_id | \"\" | The field candidate_id is empty.",
                "location | \"a\\u0000b\" | The field location contains a NUL character.",
                "location | \"\\ud83d\" | The field location contains an unpaired surrogate.",
                "voting_time | \"5\" | The field voting_time is not a whole number.",
                "voting_time | 5.5 | The field voting_time is not a whole number.",
                "voting_time | -1 | The field voting_time is negative.",
                "voting_time | 9223372036854775808 | The field voting_time is out of range.",
            })
    void fieldOfTheWrongTypeOrRangeIsBad(String field, String value, String detail) {
        InvalidRecordException rejected = rejected(withField(field, value));
        assertThat(rejected.reason()).isEqualTo(BAD_FIELD);
        assertThat(rejected).hasMessage(detail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vote_id", "candidate_id", "location", "voting_time"})
    void missingFieldIsNamed(String field) {
        InvalidRecordException rejected = rejected(withField(field, "null"));
        assertThat(rejected.reason()).isEqualTo(MISSING_FIELD);
        assertThat(rejected).hasMessage("The field " + field + " is missing.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "5", "{", "{} {}", "{\"vote_id\"}", "vote"})
    void anythingButASingleObjectIsNotJson(String json) {
        assertThat(rejected(json).reason()).isEqualTo(NOT_JSON);
    }

    @Test
    void missingOrEmptyValueIsEmpty() {
        assertThat(catchThrowableOfType(InvalidRecordException.class, () -> VoteJson.read(null))
                        .reason())
                .isEqualTo(EMPTY);
        assertThat(rejected("").reason()).isEqualTo(EMPTY);
    }

    @Test
    void malformedUtf8IsReportedBeforeInvalidJson() {
        byte[] broken = {'{', (byte) 0xc3, '('};
        assertThat(catchThrowableOfType(InvalidRecordException.class, () -> VoteJson.read(broken))
                        .reason())
                .isEqualTo(NOT_UTF8);
    }

    private static String withField(String field, String value) {
        String json = "{\"vote_id\":\"" + ID + "\",\"candidate_id\":\"c1\",\"location\":\"Ohio\",\"voting_time\":5}";
        return json.replaceFirst(
                "\"" + field + "\":(\"[^\"]*\"|5)",
                java.util.regex.Matcher.quoteReplacement("\"" + field + "\":" + value));
    }

    private static InvalidRecordException rejected(String json) {
        return catchThrowableOfType(InvalidRecordException.class, () -> VoteJson.read(json.getBytes(UTF_8)));
    }
}
