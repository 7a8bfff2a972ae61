package io.ballotstream.model.codec;

import static io.ballotstream.model.RejectReason.BAD_FIELD;
import static io.ballotstream.model.RejectReason.EMPTY;
import static io.ballotstream.model.RejectReason.MISSING_FIELD;
import static io.ballotstream.model.RejectReason.NOT_JSON;
import static io.ballotstream.model.RejectReason.NOT_UTF8;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ballotstream.model.Address;
import io.ballotstream.model.InvalidRecordException;
import io.ballotstream.model.RejectReason;
import io.ballotstream.model.Voter;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VoterJsonTest {
    private static final String JSON =
            "{\"voter_id\":\"v1\",\"date_of_birth\":\"1970-01-31\",\"location\":\"Ohio\",\"roll_number\":7}";
    private static final RollEntry ENTRY = new RollEntry("v1", LocalDate.of(1970, 1, 31), "Ohio", 7, null);

    @Test
    void voterIsWrittenWithItsFieldsInOrder() {
        assertThat(new String(VoterJson.write(wholeVoter()), UTF_8))
                .isEqualTo("{\"voter_id\":\"v1\",\"voter_name\":\"زهرا \\\"Z\\\" O'Brien\","
                        + "\"date_of_birth\":\"1970-01-31\",\"gender\":\"female\",\"nationality\":\"IR\","
                        + "\"registration_number\":\"r-9\",\"address\":{\"street\":\"7 Main St\",\"city\":\"Ada\","
                        + "\"state\":\"Ohio\",\"country\":\"United States\",\"postcode\":\"04510\"},"
                        + "\"email\":\"z@example.com\",\"phone_number\":\"1\",\"cell_number\":\"2\","
                        + "\"picture\":\"https://example.com/1.jpg\",\"registered_age\":12,\"location\":\"Ohio\","
                        + "\"roll_number\":7,\"voted_before_ms\":4200000}");
    }

    @Test
    void nullFieldsAreLeftOut() {
        Voter voter = new Voter(
                "v1", null, ENTRY.dateOfBirth(), null, null, null, null, null, null, null, null, null, "Ohio", 7, null);

        assertThat(new String(VoterJson.write(voter), UTF_8)).isEqualTo(JSON);
    }

    @Test
    void textsOfATableAreWrittenAsTheirVoter() {
        byte[][] texts = new byte[VoterJson.FIELDS.size()][];
        texts[VoterJson.FIELDS.indexOf("voter_id")] = "v1".getBytes(UTF_8);
        texts[VoterJson.FIELDS.indexOf("voter_name")] = "زهرا \"Z\" O'Brien".getBytes(UTF_8);
        texts[VoterJson.FIELDS.indexOf("date_of_birth")] = "1970-01-31".getBytes(UTF_8);
        texts[VoterJson.FIELDS.indexOf("address_city")] = "Ada".getBytes(UTF_8);
        texts[VoterJson.FIELDS.indexOf("location")] = "Ohio".getBytes(UTF_8);
        texts[VoterJson.FIELDS.indexOf("roll_number")] = "7".getBytes(UTF_8);
        Voter voter = new Voter(
                "v1",
                "زهرا \"Z\" O'Brien",
                ENTRY.dateOfBirth(),
                null,
                null,
                null,
                new Address(null, "Ada", null, null, null),
                null,
                null,
                null,
                null,
                null,
                "Ohio",
                7,
                null);

        assertThat(new String(VoterJson.write(texts), UTF_8)).isEqualTo(new String(VoterJson.write(voter), UTF_8));
    }

    @Test
    void unpairedSurrogateIsNotWritten() {
        Voter voter = new Voter(
                "v1",
                "\ud83d.",
                ENTRY.dateOfBirth(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "Ohio",
                7,
                null);

        assertThatThrownBy(() -> VoterJson.write(voter)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rollEntryOfAWholeVoterIsRead() throws InvalidRecordException {
        assertThat(VoterJson.readRollEntry(VoterJson.write(wholeVoter())))
                .isEqualTo(new RollEntry("v1", LocalDate.of(1970, 1, 31), "Ohio", 7, 4_200_000L));
    }

    @Test
    void onlyFourFieldsAreRequired() throws InvalidRecordException {
        assertThat(VoterJson.readRollEntry(JSON.getBytes(UTF_8))).isEqualTo(ENTRY);
    }

    @Test
    void fieldsOfNestedObjectsAreIgnored() throws InvalidRecordException {
        assertThat(VoterJson.readRollEntry(
                        with("\"address\":{\"location\":5,\"x\":[{\"voter_id\":null}]},\"roll_number\":7")))
                .isEqualTo(ENTRY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"voter_id", "date_of_birth", "location", "roll_number"})
    void requiredFieldThatIsAbsentOrNullIsMissing(String field) {
        String absent = JSON.replace("\"" + field + "\"", "\"other\"");
        assertRejected(absent.getBytes(UTF_8), MISSING_FIELD, "The field " + field + " is missing.");

        String isNull = JSON.replaceFirst("(\"" + field + "\":)(\"[^\"]*\"|7)", "$1null");
        assertRejected(isNull.getBytes(UTF_8), MISSING_FIELD, "The field " + field + " is missing.");
    }

    @Test
    void optionalFieldMayBeNull() throws InvalidRecordException {
        assertThat(VoterJson.readRollEntry(with("\"voted_before_ms\":null,\"roll_number\":7")))
                .isEqualTo(ENTRY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "voter_id | 5 | is not a string",
                "voter_id | [] | is not a string",
                "voter_id | \"\" | is empty",
                "voter_id | \"v\\u00001\" | contains a NUL character",
                "voter_id | \"\\ud83d\" | contains an unpaired surrogate",
                "voter_id | \"\\uddf3\\ud83d\" | contains an unpaired surrogate",
                "date_of_birth | 19700131 | is not a string",
                "date_of_birth | \"31/01/1970\" | is not a date",
                "date_of_birth | \"1970-02-30\" | is not a date",
                "date_of_birth | \"1970-1-31\" | is not a date",
                "date_of_birth | \"+12345-01-01\" | is not a date",
                "date_of_birth | \"1970-01-31T00:00:00\" | is not a date",
                "location | true | is not a string",
                "location | \"\\u0000\" | contains a NUL character",
                "roll_number | \"7\" | is not a whole number",
                "roll_number | 7.0 | is not a whole number",
                "roll_number | -1 | is negative",
                "roll_number | 9223372036854775808 | is out of range",
                "roll_number | {} | is not a whole number",
                "voted_before_ms | 1e3 | is not a whole number",
                "voted_before_ms | \"1\" | is not a whole number",
            })
    void fieldOfTheWrongTypeOrRangeIsBad(String field, String value, String fault) {
        String json = JSON.replace("\"" + field + "\":", "\"was\":").replace("}", ",\"" + field + "\":" + value + "}");
        assertRejected(json.getBytes(UTF_8), BAD_FIELD, "The field " + field + " " + fault + ".");
    }

    @Test
    void idTooLongForAnIndexIsBad() throws InvalidRecordException {
        String longest = "0".repeat(255);
        assertThat(VoterJson.readRollEntry(JSON.replaceFirst("(\"voter_id\":)\"[^\"]*\"", "$1\"" + longest + "\"")
                                .getBytes(UTF_8))
                        .voterId())
                .isEqualTo(longest);

        assertRejected(
                JSON.replaceFirst("(\"voter_id\":)\"[^\"]*\"", "$1\"" + longest + "0\"")
                        .getBytes(UTF_8),
                BAD_FIELD,
                "The field voter_id is longer than 255 characters.");
    }

    @Test
    void pairOfSurrogatesIsACharacter() throws InvalidRecordException {
        assertThat(VoterJson.readRollEntry(with("\"location\":\"\\ud83d\\uddf3\",\"roll_number\":7"))
                        .location())
                .isEqualTo("\uD83D\uDDF3");
    }

    @Test
    void lastValueOfARepeatedFieldWins() throws InvalidRecordException {
        assertThat(VoterJson.readRollEntry(with("\"location\":\"Utah\",\"roll_number\":8"))
                        .location())
                .isEqualTo("Utah");
    }

    @Test
    void badFieldIsRejectedEvenIfRepeated() {
        assertRejected(
                with("\"location\":5,\"location\":\"Utah\",\"roll_number\":8"),
                BAD_FIELD,
                "The field location is not a string.");
    }

    @Test
    void firstBadFieldIsReportedBeforeMissingFields() {
        assertRejected(
                "{\"roll_number\":-1,\"location\":5}".getBytes(UTF_8), BAD_FIELD, "The field roll_number is negative.");
    }

    @Test
    void invalidJsonIsReportedBeforeABadField() {
        assertRejected("{\"roll_number\":-1".getBytes(UTF_8), NOT_JSON, "The value is not one JSON object.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "\"v1\"",
                "7",
                " ",
                "\n",
                "{",
                "}",
                "{} {}",
                "{}x",
                "{},",
                "{'voter_id':'v1'}",
                "{\"voter_id\"}",
                "{\"a\":1,}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "{\"a\":\"\t\"}",
                "{\"a\":\"\\x\"}",
                "// {}",
                "\u0000{}"
            })
    void anythingButASingleObjectIsNotJson(String json) {
        assertRejected(json.getBytes(UTF_8), NOT_JSON, "The value is not one JSON object.");
    }

    @Test
    void deepNestingIsNotJson() {
        String json = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertRejected(json.getBytes(UTF_8), NOT_JSON, "The value is not one JSON object.");
    }

    @Test
    void spaceAroundTheObjectIsAllowed() throws InvalidRecordException {
        assertThat(VoterJson.readRollEntry((" \r\n\t" + JSON + "\n ").getBytes(UTF_8)))
                .isEqualTo(ENTRY);
    }

    @Test
    void byteOrderMarkIsNotPartOfJson() {
        assertRejected(("\uFEFF" + JSON).getBytes(UTF_8), NOT_JSON, "The value is not one JSON object.");
    }

    @Test
    void otherEncodingsAreNotUtf8OrNotJson() {
        String accented = JSON.replace("Ohio", "Doña Ana");
        assertRejected(accented.getBytes(ISO_8859_1), NOT_UTF8, "The value is not well-formed UTF-8.");
        assertRejected(JSON.getBytes(UTF_16), NOT_UTF8, "The value is not well-formed UTF-8.");
        assertRejected(JSON.getBytes(UTF_16LE), NOT_JSON, "The value is not one JSON object.");
    }

    @Test
    void missingOrEmptyValueIsEmpty() {
        assertRejected(null, EMPTY, "The record has no value.");
        assertRejected(new byte[0], EMPTY, "The record has no value.");
    }

    @Test
    void rejectionHasNoStackTrace() {
        assertThat(rejected(new byte[0]).getStackTrace()).isEmpty();
    }

    @Test
    void voterWithoutARequiredFieldIsRefused() {
        LocalDate birth = ENTRY.dateOfBirth();
        assertThatThrownBy(() -> voter(null, birth, "Ohio", 0)).hasMessage("voter_id must be given");
        assertThatThrownBy(() -> voter("v1", null, "Ohio", 0)).hasMessage("date_of_birth must be given");
        assertThatThrownBy(() -> voter("v1", birth, null, 0)).hasMessage("location must be given");
        assertThatThrownBy(() -> voter("v1", birth, "Ohio", -1))
                .hasMessage("roll_number must not be negative, but is -1");
    }

    private static Voter voter(String id, LocalDate birth, String location, long rollNumber) {
        return new Voter(
                id, null, birth, null, null, null, null, null, null, null, null, null, location, rollNumber, null);
    }

    private static Voter wholeVoter() {
        return new Voter(
                "v1",
                "زهرا \"Z\" O'Brien",
                LocalDate.of(1970, 1, 31),
                "female",
                "IR",
                "r-9",
                new Address("7 Main St", "Ada", "Ohio", "United States", "04510"),
                "z@example.com",
                "1",
                "2",
                "https://example.com/1.jpg",
                12,
                "Ohio",
                7,
                4_200_000L);
    }

    /** The record with more fields at the end. */
    private static byte[] with(String fields) {
        return JSON.replace("\"roll_number\":7", fields).getBytes(UTF_8);
    }

    private static InvalidRecordException rejected(byte[] json) {
        return catchThrowableOfType(InvalidRecordException.class, () -> VoterJson.readRollEntry(json));
    }

    private static void assertRejected(byte[] json, RejectReason reason, String detail) {
        assertThat(rejected(json)).hasMessage(detail);
        assertThat(rejected(json).reason()).isEqualTo(reason);
    }
}
