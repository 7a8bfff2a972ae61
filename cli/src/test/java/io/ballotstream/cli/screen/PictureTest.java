package io.ballotstream.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureTest {
    @Test
    void votingShowsProgressFactsAndStandings() {
        assertThat(new Picture(80, 14, Colors.NONE).of(Shown.voting(75, Shown.BOARD)))
                .containsExactly(
                        "Ballotstream rehearsal: Test election                              Voting  01:15",
                        "Kafka: 127.0.0.1:9092",
                        "",
                        "Published   ████████████████████████████████████████████████▊░  15,900 of 16,317",
                        "Cast        █████████████████████████████████████████████████▎  15,600 of 15,843",
                        "Counted     ████████████████████████████████████████████████▋░  15,393 of 15,843",
                        "            rejected 474 · late 158 · 2,001 ballots/s · as of 20:15:07 UTC",
                        "",
                        "   Candidate            Party       Votes    Share",
                        "1  Joseph R. Biden Jr.  Democratic  8,048   51.3 %  ████████████████████████████",
                        "2  Donald J. Trump      Republican  7,345   46.8 %  █████████████████████████▌");
    }

    @Test
    void preparingShowsHowFarItIs() {
        assertThat(new Picture(60, 14, Colors.NONE).of(Shown.preparing(3, 7_921)))
                .containsExactly(
                        "Ballotstream rehearsal             Registering voters  00:03",
                        "",
                        "Registering voters  ███████████░░░░░░░░░░░   7,921 of 15,843");
    }

    @ParameterizedTest
    @CsvSource({"1,1", "5,3", "12,8", "20,10", "40,9", "60,12", "80,24", "100,30", "250,70"})
    void pictureNeverExceedsTheTerminal(int width, int height) {
        for (Moment moment : List.of(
                Shown.voting(4000, Shown.BOARD),
                Shown.voting(1, Shown.crowd(4000)),
                Shown.preparing(1, 5),
                Shown.voting(1, Board.EMPTY))) {
            List<String> lines = new Picture(width, height, Colors.TRUE).of(moment);

            assertThat(lines).hasSizeLessThanOrEqualTo(height);
            assertThat(lines)
                    .allSatisfy(line ->
                            assertThat(CellText.width(Shown.plain(line))).isLessThanOrEqualTo(width));
        }
    }

    @Test
    void standingsFillTheHeightThatIsLeft() {
        List<String> lines = new Picture(80, 14, Colors.NONE).of(Shown.voting(1, Shown.crowd(4000)));

        assertThat(lines).hasSize(14);
        assertThat(lines.get(13)).endsWith("… and 3,996 others");
    }

    @ParameterizedTest
    @CsvSource({"0, 00:00", "59, 00:59", "3599, 59:59", "3600, 1:00:00", "90061, 25:01:01"})
    void elapsedTimeGrowsToHours(long seconds, String text) {
        assertThat(Picture.elapsed(seconds)).isEqualTo(text);
    }
}
