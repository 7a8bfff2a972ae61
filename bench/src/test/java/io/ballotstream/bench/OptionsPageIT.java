package io.ballotstream.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.jobs.cast.VoteCastingJob;
import io.ballotstream.jobs.tally.VoteTallyJob;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code docs/options.md} equals the help texts of the programs. */
class OptionsPageIT {
    private static final Path PAGE = Path.of("../docs/options.md");
    private static final Path GENERATED = Path.of("target/options.md");

    @Test
    void pageIsWhatTheProgramsSay() throws Exception {
        StringBuilder page = new StringBuilder("""
                # Options

                This page is generated: each block is what the command prints with `--help`. Passwords have no options; they come from
                the [environment](settings.md).
                """);
        for (String command : List.of("rehearse", "drill", "board", "seed", "grant", "audit", "bench")) {
            page.append(section("./ballotstream " + command, help(Main.class, command, "--help")));
        }
        page.append(section("VoteCastingJob", help(VoteCastingJob.class, "--help")));
        page.append(section("VoteTallyJob", help(VoteTallyJob.class, "--help")));
        Files.writeString(GENERATED, page);

        assertThat(Files.readString(PAGE))
                .as("docs/options.md; to renew it: cp bench/target/options.md docs/")
                .isEqualTo(page.toString());
    }

    private static String section(String title, String help) {
        return "\n## `" + title + "`\n\n```text\n" + help.strip() + "\n```\n";
    }

    private static String help(Class<?> program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        // The fastest for short programs.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String help = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(command.toString()).isZero();
        return help.lines().map(String::stripTrailing).reduce("", (page, line) -> page + line + "\n");
    }
}
