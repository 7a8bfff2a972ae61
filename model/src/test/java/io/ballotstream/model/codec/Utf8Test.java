package io.ballotstream.model.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "12345678", "123456789", "é", "€", "🗳", "1234567é", "12345678🗳", "\u0000", "\uFEFFx"})
    void textIsWellFormed(String text) {
        assertThat(Utf8.isWellFormed(text.getBytes(UTF_8))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80", // a lone continuation byte
                "C3", // a truncated character
                "C328", // followed by an ASCII character
                "E282",
                "F09F97",
                "C0AF", // an overlong encoding
                "E08080",
                "EDA080", // an unpaired surrogate
                "F4908080", // beyond U+10FFFF
                "FE",
                "FF",
                "E9"
            })
    void malformedBytesAreFoundAtAnyPosition(String hex) {
        byte[] bad = HexFormat.of().parseHex(hex);
        for (int before = 0; before <= 17; before++) {
            for (int after = 0; after <= 9; after++) {
                byte[] bytes = new byte[before + bad.length + after];
                Arrays.fill(bytes, (byte) 'a');
                System.arraycopy(bad, 0, bytes, before, bad.length);

                assertThat(Utf8.isWellFormed(bytes)).isFalse();
            }
        }
    }

    @Test
    void bytesAreWellFormedIfDecodingAndEncodingPreservesThem() {
        Random random = new Random(1);
        int wellFormed = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(20)];
            random.nextBytes(bytes);
            for (int j = 0; j < bytes.length; j++) {
                // Mostly ASCII, because random bytes are hardly ever well-formed.
                bytes[j] = random.nextInt(8) == 0 ? bytes[j] : (byte) (bytes[j] & 0x7f);
            }
            boolean expected = Arrays.equals(new String(bytes, UTF_8).getBytes(UTF_8), bytes);
            wellFormed += expected ? 1 : 0;

            assertThat(Utf8.isWellFormed(bytes)).isEqualTo(expected);
        }
        assertThat(wellFormed).isBetween(5_000, 15_000);
    }
}
