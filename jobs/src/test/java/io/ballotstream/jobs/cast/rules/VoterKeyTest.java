package io.ballotstream.jobs.cast.rules;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ballotstream.model.InvalidRecordException;
import io.ballotstream.model.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VoterKeyTest {
    @Test
    void keyIsTheVoterId() {
        assertThatCode(() -> VoterKey.require("wähler-1".getBytes(StandardCharsets.UTF_8), "wähler-1"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("otherKeys")
    void otherKeyIsABadField(byte[] key) {
        assertThatExceptionOfType(InvalidRecordException.class)
                .isThrownBy(() -> VoterKey.require(key, "voter-1"))
                .withMessage("The field voter_id is not the key of the record.")
                .extracting(InvalidRecordException::reason)
                .isEqualTo(RejectReason.BAD_FIELD);
    }

    static Stream<byte[]> otherKeys() {
        return Stream.of(
                null,
                new byte[0],
                "voter-2".getBytes(StandardCharsets.UTF_8),
                "voter-1".getBytes(StandardCharsets.UTF_16BE));
    }
}
