package io.ballotstream.seeder.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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

    @Test
    void controlCharacterBreaksNoPicture() {
        String uri = Portrait.of("\u0001nn Bob", "#123456");

        byte[] svg = Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1));
        assertThat(new String(svg, StandardCharsets.UTF_8)).contains(">·B</text>");
    }

    @ParameterizedTest
    @CsvSource({
        "#3b82f6, #ffffff",
        "#e0383e, #ffffff",
        "#8c939d, #ffffff",
        "#9b5de5, #ffffff",
        "#000000, #ffffff",
        "#f2c230, #000000",
        "#9ccc3c, #000000",
        "#f28c28, #000000",
        "#ffffff, #000000"
    })
    void initialsAreBlackOnALightColorAndWhiteOnADarkOne(String color, String ink) {
        String uri = Portrait.of("Ann", color);

        byte[] svg = Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1));
        assertThat(new String(svg, StandardCharsets.UTF_8)).contains("fill=\"" + ink + "\" font-family");
    }

    @Test
    void luminanceRunsFromBlackToWhite() {
        assertThat(Portrait.luminance("#000000")).isZero();
        assertThat(Portrait.luminance("#ffffff")).isCloseTo(1, within(1e-9));
        assertThat(Portrait.luminance("#777777")).isCloseTo(0.1845, within(1e-4));
    }
}
