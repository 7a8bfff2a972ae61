package io.ballotstream.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ColorsTest {
    @Test
    void terminalThatPromisesAllColorsGetsThem() {
        assertThat(Colors.of(Map.of("COLORTERM", "truecolor", "TERM", "xterm"))).isEqualTo(Colors.TRUE);
        assertThat(Colors.of(Map.of("COLORTERM", "24bit"))).isEqualTo(Colors.TRUE);
    }

    @Test
    void terminalOf256ColorsGetsItsPalette() {
        assertThat(Colors.of(Map.of("TERM", "screen-256color"))).isEqualTo(Colors.PALETTE);
    }

    @Test
    void otherTerminalsGetNone() {
        assertThat(Colors.of(Map.of("TERM", "vt100"))).isEqualTo(Colors.NONE);
        assertThat(Colors.of(Map.of())).isEqualTo(Colors.NONE);
    }

    @Test
    void noColorWinsUnlessItIsEmpty() {
        assertThat(Colors.of(Map.of("NO_COLOR", "1", "COLORTERM", "truecolor"))).isEqualTo(Colors.NONE);
        assertThat(Colors.of(Map.of("NO_COLOR", "", "COLORTERM", "truecolor"))).isEqualTo(Colors.TRUE);
    }

    @Test
    void colorIsPaintedAsItIs() {
        assertThat(Colors.TRUE.paint("#1f77b4", "x")).isEqualTo("\u001b[38;2;31;119;180mx\u001b[0m");
    }

    @Test
    void nearestColorOfThePaletteIsTaken() {
        assertThat(Colors.PALETTE.paint("#000000", "x")).isEqualTo("\u001b[38;5;16mx\u001b[0m");
        assertThat(Colors.PALETTE.paint("#ffffff", "x")).isEqualTo("\u001b[38;5;231mx\u001b[0m");
        assertThat(Colors.PALETTE.paint("#5f87af", "x")).isEqualTo("\u001b[38;5;67mx\u001b[0m");
    }

    @Test
    void withoutColorsTextStaysAsItIs() {
        assertThat(Colors.NONE.paint("#ff0000", "x")).isEqualTo("x");
        assertThat(Colors.NONE.bold("x") + Colors.NONE.faint("y")).isEqualTo("xy");
    }
}
