package io.ballotstream.cli.screen;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Boards and moments for tests. */
final class Shown {
    static final Standing FIRST = new Standing(1, "Joseph R. Biden Jr.", "Democratic", "#2166ac", 8048, 0.513);
    static final Standing SECOND = new Standing(2, "Donald J. Trump", "Republican", "#b2182b", 7345, 0.468);
    static final Board BOARD = new Board(
            "Test election",
            2,
            15_843,
            15_600,
            15_393,
            158,
            474,
            Instant.parse("2026-11-03T20:15:07Z"),
            Instant.parse("2026-11-03T20:15:08Z"),
            List.of(FIRST, SECOND),
            null);

    static final Board SEATS = new Board(
            "Commons",
            4_501,
            28_809,
            28_000,
            27_900,
            0,
            0,
            Instant.parse("2024-07-04T20:15:07Z"),
            Instant.parse("2024-07-04T20:15:08Z"),
            List.of(FIRST, SECOND),
            new Seats(
                    650,
                    List.of(
                            new Seats.Party("Labour", "#e4003b", 326, 12, 9_700, 0.337),
                            new Seats.Party("Conservative", "#0087dc", 163, 1, 6_800, 0.237),
                            new Seats.Party("Sinn Féin", "#326760", 7, 0, 211, 0.007))));

    private Shown() {}

    static Board crowd(int candidates) {
        return new Board(
                "Crowd",
                candidates,
                0,
                0,
                0,
                0,
                0,
                null,
                null,
                IntStream.rangeClosed(1, Math.min(candidates, 200))
                        .mapToObj(n -> new Standing(n, "候補者 " + n, "無所属", "#777777", 5000 - n, 0.001))
                        .toList(),
                null);
    }

    static Moment voting(int seconds, Board board) {
        return new Moment(
                "rehearsal",
                Duration.ofSeconds(seconds),
                List.of("Kafka: 127.0.0.1:9092"),
                "Voting",
                0,
                0,
                15_900,
                16_317,
                2001.4,
                board);
    }

    static Moment preparing(int seconds, long done) {
        return new Moment(
                "rehearsal",
                Duration.ofSeconds(seconds),
                List.of(),
                "Registering voters",
                done,
                15_843,
                0,
                0,
                0,
                Board.EMPTY);
    }

    /** The text without control sequences. */
    static String plain(String text) {
        return text.replaceAll("\u001b\\[[0-9;?]*[A-Za-z]", "");
    }
}
