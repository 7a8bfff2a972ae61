package io.ballotstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.cli.screen.Colors;
import io.ballotstream.cli.screen.LiveScreen;
import io.ballotstream.cli.screen.PlainLines;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private static final Map<String, String> XTERM = Map.of("TERM", "xterm-256color");

    @Test
    void terminalGetsTheLiveScreenInColor() {
        Console console = Console.ofProcess(XTERM, true);

        assertThat(console.display()).isInstanceOf(LiveScreen.class);
        assertThat(console.colors()).isEqualTo(Colors.PALETTE);
    }

    @Test
    void fileOrPipeGetsPlainLinesWithoutColor() {
        Console console = Console.ofProcess(XTERM, false);

        assertThat(console.display()).isInstanceOf(PlainLines.class);
        assertThat(console.colors()).isEqualTo(Colors.NONE);
    }

    @Test
    void terminalThatCannotMoveItsCursorGetsPlainLines() {
        assertThat(Console.ofProcess(Map.of("TERM", "dumb"), true).display()).isInstanceOf(PlainLines.class);
        assertThat(Console.ofProcess(Map.of(), true).display()).isInstanceOf(PlainLines.class);
    }
}
