package io.ballotstream.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LiveScreenTest {
    private static final String HIDE_CURSOR = "\u001b[?25l";
    private static final String SHOW_CURSOR = "\u001b[?25h";
    private static final String ALTERNATE_SCREEN = "\u001b[?1049h";
    private static final String MAIN_SCREEN = "\u001b[?1049l";
    private static final String CLEAR_SCREEN = "\u001b[2J";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final AtomicReference<TerminalSize> size = new AtomicReference<>(new TerminalSize(81, 24));
    private final LiveScreen screen =
            new LiveScreen(new PrintStream(bytes, false, StandardCharsets.UTF_8), size::get, Colors.NONE);

    @Test
    void cursorIsHiddenOnceAndShownAgainAtTheEnd() {
        screen.show(Shown.voting(1, Shown.BOARD));
        screen.show(Shown.voting(2, Shown.BOARD));
        screen.close();
        screen.close();

        assertThat(output()).startsWith(ALTERNATE_SCREEN + HIDE_CURSOR).endsWith(SHOW_CURSOR + MAIN_SCREEN);
        assertThat(output().split("\\Q" + HIDE_CURSOR + "\\E", -1)).hasSize(2);
        assertThat(output().split("\\Q" + SHOW_CURSOR + "\\E", -1)).hasSize(2);
    }

    @Test
    void secondPictureIsDrawnOverTheFirstWithoutClearingIt() {
        screen.show(Shown.voting(1, Shown.BOARD));
        bytes.reset();
        screen.show(Shown.voting(2, Shown.BOARD));

        assertThat(output()).startsWith("\u001b[?2026h\u001b[H").doesNotContain(CLEAR_SCREEN);
        assertThat(Shown.plain(output())).contains("00:02");
    }

    @Test
    void screenThatShowedNothingLeavesTheTerminalAlone() {
        screen.close();

        assertThat(output()).isEmpty();
    }

    @Test
    void nothingIsDrawnAfterTheEnd() {
        screen.close();
        screen.show(Shown.voting(1, Shown.BOARD));

        assertThat(output()).isEmpty();
    }

    @Test
    void resizedTerminalGetsAPictureOfItsNewSize() {
        screen.show(Shown.voting(1, Shown.crowd(100)));
        bytes.reset();
        size.set(new TerminalSize(41, 12));
        screen.show(Shown.voting(2, Shown.crowd(100)));

        assertThat(Shown.plain(output()).split("\r\n"))
                .hasSize(12)
                .allSatisfy(line -> assertThat(CellText.width(line)).isLessThanOrEqualTo(40));
    }

    private String output() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
