package io.ballotstream.model.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.model.Address;
import io.ballotstream.model.InvalidRecordException;
import io.ballotstream.model.Voter;
import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalVoterTest {
    private static final String JSON =
            "{\"voter_id\":\"v1\",\"date_of_birth\":\"1970-01-31\",\"location\":\"Ohio\",\"roll_number\":7}";
    private static final Voter WHOLE = new Voter(
            "v1",
            "Zoë O'Brien",
            LocalDate.of(1970, 1, 31),
            "female",
            "US",
            "r-9",
            new Address("7 Main St", "Ada", "Ohio", "United States", "04510"),
            "z@example.com",
            "1",
            "2",
            "https://example.com/1.jpg",
            12,
            "São Tomé",
            7,
            4_200_000L);

    @Test
    void writtenVoterNeedsNoParser() {
        assertThat(CanonicalVoter.read(VoterJson.write(WHOLE)))
                .isEqualTo(new RollEntry("v1", LocalDate.of(1970, 1, 31), "São Tomé", 7, 4_200_000L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "\uFEFF{\"voter_id\":\"v1\"}",
                "{\"voter_id\":\"v\\u0031\",\"date_of_birth\":\"1970-01-31\",\"location\":\"Ohio\",\"roll_number\":7}",
                "{\"voter_id\": \"v1\",\"date_of_birth\":\"1970-01-31\",\"location\":\"Ohio\",\"roll_number\":7}",
                "{\"voter_id\":\"v1\",\"date_of_birth\":\"1970-01-31\",\"location\":\"Ohio\",\"roll_number\":7.0}",
                "{\"voter_id\":\"v1\",\"date_of_birth\":\"1970-01-31\",\"location\":\"Ohio\",\"roll_number\":07}",
                "{\"voter_id\":\"v1\",\"date_of_birth\":\"1970-01-31\",\"location\":\"Ohio\",\"roll_number\":-1}",
                "{\"voter_id\":\"v1\",\"date_of_birth\":\"1970-01-31\",\"location\":\"Ohio\",\"roll_number\":\"7\"}",
                "{\"voter_id\":\"v1\",\"date_of_birth\":\"1970-01-31\",\"location\":\"Ohio\",\"roll_number\":1234567890123456789}",
                "{\"voter_id\":\"v1\",\"date_of_birth\":\"1970-02-30\",\"location\":\"Ohio\",\"roll_number\":7}",
                "{\"voter_id\":\"v1\",\"date_of_birth\":\"1970-1-311\",\"location\":\"Ohio\",\"roll_number\":7}",
                "{\"voter_id\":\"v1\",\"date_of_birth\":19700131,\"location\":\"Ohio\",\"roll_number\":7}",
                "{\"voter_id\":\"\",\"date_of_birth\":\"1970-01-31\",\"location\":\"Ohio\",\"roll_number\":7}",
                "{\"voter_id\":7,\"date_of_birth\":\"1970-01-31\",\"location\":\"Ohio\",\"roll_number\":7}",
                "{\"voter_id\":{\"a\":\"v1\"},\"date_of_birth\":\"1970-01-31\",\"location\":\"Ohio\",\"roll_number\":7}",
                "{\"voter_id\":\"v1\",\"date_of_birth\":\"1970-01-31\",\"location\":5,\"roll_number\":7}",
                "{\"voter_id\":\"v1\",\"date_of_birth\":\"1970-01-31\",\"roll_number\":7}",
                "{\"voter_id\":\"v1\",\"date_of_birth\":\"1970-01-31\",\"location\":\"Ohio\",\"roll_number\":7",
                "{\"voter_id\":\"v1\",\"date_of_birth\":\"1970-01-31\",\"location\":\"Ohio\",\"roll_number\":7,}",
                "{\"voter_id\":\"v1\",\"date_of_birth\":\"1970-01-31\",\"location\":\"Ohio\",\"roll_number\":7}}",
                "{\"voter_id\":\"v1\",\"date_of_birth\":\"1970-01-31\",\"location\":\"Ohio\",\"roll_number\":7,\"a\":null}",
                "{\"voter_id\":\"v1\",\"date_of_birth\":\"1970-01-31\",\"location\":\"Ohio\",\"roll_number\":7,\"a\":{\"b\":{\"c\":1}}}",
                "{\"voter_id\":\"v1\",\"date_of_birth\":\"1970-01-31\",\"location\":\"Ohio\",\"roll_number\":7,\"voted_before_ms\":\"1\"}"
            })
    void nonCanonicalJsonIsLeftToTheParser(String json) {
        assertThat(CanonicalVoter.read(json.getBytes(UTF_8))).isNull();
    }

    @Test
    void malformedUtf8IsLeftToTheParser() {
        assertThat(CanonicalVoter.read(null)).isNull();
        assertThat(CanonicalVoter.read(JSON.replace("Ohio", "\u00ff").getBytes(ISO_8859_1)))
                .isNull();
    }

    @Test
    void tooLongIdsAndNamesAreLeftToTheParser() {
        String longestId = "0".repeat(RecordJson.LONGEST_ID);
        assertThat(CanonicalVoter.read(JSON.replace("v1", longestId).getBytes(UTF_8)))
                .isNotNull();
        assertThat(CanonicalVoter.read(JSON.replace("v1", longestId + "0").getBytes(UTF_8)))
                .isNull();
        assertThat(CanonicalVoter.read(
                        JSON.replace("{", "{\"" + "n".repeat(60_000) + "\":1,").getBytes(UTF_8)))
                .isNull();
    }

    @Test
    void lastValueOfARepeatedFieldWins() {
        assertThat(CanonicalVoter.read(
                                JSON.replace("}", ",\"location\":\"Utah\"}").getBytes(UTF_8))
                        .location())
                .isEqualTo("Utah");
    }

    /** Mutates a voter's bytes at random. If the result needs no parser, the parser must read the same from it. */
    @Test
    void parserReturnsTheSameForWhateverIsCanonical() throws InvalidRecordException {
        Random random = new Random(20201103);
        byte[] alphabet = "{}[]\":,\\ 0123456789-.eEtrufalsn_\t\u0000\u007f\u00c3\u00a9".getBytes(ISO_8859_1);
        byte[] written = VoterJson.write(WHOLE);
        int readWithoutParser = 0;
        for (int round = 0; round < 200_000; round++) {
            byte[] mutated = (round % 2 == 0 ? JSON.getBytes(UTF_8) : written).clone();
            for (int change = 1 + random.nextInt(3); change > 0; change--) {
                mutated[random.nextInt(mutated.length)] = alphabet[random.nextInt(alphabet.length)];
            }
            RollEntry canonical = CanonicalVoter.read(mutated);
            if (canonical != null) {
                readWithoutParser++;
                assertThat(canonical).isEqualTo(VoterJson.parseRollEntry(mutated));
            }
        }
        assertThat(readWithoutParser).isGreaterThan(10_000);
    }
}
