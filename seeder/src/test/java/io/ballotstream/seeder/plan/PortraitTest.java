package io.ballotstream.seeder.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortraitTest {
    @ParameterizedTest
    @CsvSource({
        "Joseph R. Biden Jr.,JB",
        "Jo Jorgensen,JJ",
        "Other and write-in,OW",
        "Cher,C",
        "żaneta łoś,ŻŁ",
        "山田 太郎,山太",
        "𝒜lice 𝓑ob,𝒜𝓑"
    })
    void initialsAreOfFirstAndLastName(String name, String initials) {
        assertThat(Portrait.initials(name)).isEqualTo(initials);
    }

    @Test
    void portraitIsAPictureOfTheInitialsOnTheColor() {
        String uri = Portrait.of("<Ann> & Bob", "#123456");

        assertThat(uri).startsWith("data:image/svg+xml;base64,");
        byte[] svg = Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1));
        assertThat(new String(svg, StandardCharsets.UTF_8))
                .contains("fill=\"#123456\"")
                .contains(">&lt;B</text>");
    }
}
