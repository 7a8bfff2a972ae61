package io.ballotstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.cli.screen.Colors;
import io.ballotstream.cli.screen.TerminalSize;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalIT {
    private static final String RESULTS = """
            location,latitude,longitude,candidate,party,votes
            東京,35.7,139.7,山田 太郎,自由,90
            東京,35.7,139.7,محمد علي,حزب,60
            Zürich,,,山田 太郎,自由,40
            Zürich,,,"O'Brien, Zoe\u0301",Île,110
            """;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    @Test
    void rehearsalWithFaultsOnATerminalEndsWithBalancedBooks() throws Exception {
        Path results = Files.writeString(directory.resolve("results.csv"), RESULTS);
        Path kept = directory.resolve("kept");
        Console console =
                new Console(stream(out), stream(err), Optional.of(() -> new TerminalSize(100, 30)), Colors.NONE);

        int code = new Ballotstream(console, Map.of())
                .run(
                        "rehearse",
                        "--results=" + results,
                        "--contest=nation",
                        "--rate=max",
                        "--malformed=0.1",
                        "--duplicates=0.1",
                        "--underage=0.1",
                        "--late=0.1",
                        "--parallelism=1",
                        "--exit",
                        "--keep=" + kept);

        assertThat(text(err)).isEmpty();
        assertThat(code).isZero();
        String afterTheLiveScreen = text(out).substring(text(out).lastIndexOf('\u001b'));
        List<String> lines = afterTheLiveScreen.lines().toList();
        assertThat(lines)
                .contains("270 votes counted, 30 late, 90 records rejected")
                .anyMatch(line -> line.startsWith("1  山田 太郎"))
                .anyMatch(line -> line.contains("محمد علي"))
                .anyMatch(line -> line.contains("O'Brien, Zoe\u0301"))
                .last()
                .isEqualTo("AUDIT PASS");
        assertThat(kept.resolve("run-1/ballotstream.log")).isNotEmptyFile();
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
