package io.ballotstream.model;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VoteIdTest {
    private static final String TEXT = "0123456789abcdeffedcba9876543210";
    private static final VoteId ID = new VoteId(0x0123456789abcdefL, 0xfedcba9876543210L);

    @Test
    void textIsTheBytesInOrder() {
        assertThat(ID).hasToString(TEXT);
        assertThat(new VoteId(0, 1)).hasToString("00000000000000000000000000000001");
        assertThat(new VoteId(-1, 0)).hasToString("ffffffffffffffff0000000000000000");
        assertThat(ID.toAscii()).isEqualTo(TEXT.getBytes(US_ASCII));
    }

    @Test
    void idIsReadFromItsText() {
        assertThat(VoteId.parse(TEXT)).isEqualTo(ID);
        assertThat(VoteId.parse(("id:" + TEXT + "!").getBytes(US_ASCII), 3)).isEqualTo(ID);
    }

    @Test
    void everyIdIsParsedBackFromItsText() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 1000; i++) {
            VoteId id = new VoteId(random.nextLong(), random.nextLong());
            String text = String.format(Locale.ROOT, "%016x%016x", id.high(), id.low());
            assertThat(id).hasToString(text);
            assertThat(VoteId.isVoteId(text)).isTrue();
            assertThat(VoteId.parse(text)).isEqualTo(id);
            assertThat(VoteId.parse(text.getBytes(US_ASCII), 0)).isEqualTo(id);
        }
    }

    @Test
    void nothingAroundTheTextIsWritten() {
        byte[] bytes = "..................................".getBytes(US_ASCII);
        ID.write(bytes, 1);
        assertThat(new String(bytes, US_ASCII)).isEqualTo("." + TEXT + ".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0123456789abcdef0123456789abcde",
                "0123456789abcdef0123456789abcdef0",
                "0123456789abcdef0123456789abcdeg",
                "0123456789ABCDEF0123456789ABCDEF"
            })
    void textOfAnotherFormIsNoVoteId(String text) {
        assertThat(VoteId.isVoteId(text)).isFalse();
        assertThatThrownBy(() -> VoteId.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A vote id must be 32 lower-case hexadecimal digits, but is: " + text);
    }
}
