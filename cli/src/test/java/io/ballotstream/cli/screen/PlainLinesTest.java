package io.ballotstream.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainLinesTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PlainLines lines = new PlainLines(new PrintStream(bytes, false, StandardCharsets.UTF_8));

    @Test
    void lineTellsProgressAndWhoIsLeading() {
        lines.show(Shown.voting(75, Shown.BOARD));

        assertThat(output())
                .containsExactly(
                        "01:15  Voting: published 15,900 of 16,317, cast 15,600, counted 15,393, rejected 474, "
                                + "late 158, 2,001 ballots/s; leading: Joseph R. Biden Jr. 51.3 %, Donald J. Trump 46.8 %");
    }

    @Test
    void preparationTellsHowFarItIs() {
        lines.show(Shown.preparing(3, 5_000));

        assertThat(output()).containsExactly("00:03  Registering voters: 5,000 of 15,843");
    }

    @Test
    void linesComeEveryThreeSeconds() {
        for (int second = 0; second < 10; second++) {
            lines.show(Shown.voting(second, Board.EMPTY));
        }

        assertThat(output().stream().map(line -> line.substring(0, 5)))
                .containsExactly("00:00", "00:03", "00:06", "00:09");
    }

    @Test
    void anotherActivityIsToldAtOnce() {
        lines.show(Shown.preparing(0, 1));
        lines.show(Shown.preparing(1, 2));
        lines.show(Shown.voting(1, Board.EMPTY));

        assertThat(output()).hasSize(2).last().asString().startsWith("00:01  Voting");
    }

    @Test
    void nothingComesAfterTheEnd() {
        lines.close();
        lines.show(Shown.preparing(0, 1));

        assertThat(bytes.size()).isZero();
    }

    private List<String> output() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
