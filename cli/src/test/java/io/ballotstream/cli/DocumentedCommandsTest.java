package io.ballotstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.cli.RecordingShell.Call;
import io.ballotstream.cli.screen.Colors;
import io.ballotstream.jobs.cast.VoteCastingJob;
import io.ballotstream.jobs.tally.VoteTallyJob;
import io.ballotstream.model.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The commands in the documentation: bash can parse them, the programs exist, and they accept the options. A test of
 * the module bench checks the options of {@code ./ballotstream bench}.
 */
class DocumentedCommandsTest {
    private static final String UNKNOWN = "--unknown";
    private static final String UNKNOWN_IS_REFUSED = "Unknown option: '" + UNKNOWN + "'";
    private static final Pattern SERVICE = Pattern.compile("(?m)^  ([a-z][a-z0-9-]*):( &[a-z-]+)?$");

    @TempDir
    private static Path directory;

    private static RecordingShell shell;
    private static Set<String> services;

    @BeforeAll
    static void prepare() throws IOException {
        shell = RecordingShell.of(DocumentationTest.PROJECT, directory);
        services = SERVICE.matcher(Files.readString(DocumentationTest.PROJECT.resolve("docker-compose.yml"))
                        .replaceFirst("(?s).*\\nservices:\\n", ""))
                .results()
                .map(service -> service.group(1))
                .collect(Collectors.toSet());
    }

    static List<Path> pages() {
        return DocumentationTest.pages();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void commandsOfAPageAreAccepted(Path page) throws Exception {
        for (String script : MarkdownPage.of(DocumentationTest.PROJECT, DocumentationTest.PROJECT.resolve(page))
                .commands()) {
            assertAccepted(script);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "./ballotstream rehearse --no-such-option",
                "./ballotstream rehearse --scale many",
                "./ballotstream count",
                "./ballotstream audit --wait 'for ever",
                "./gone",
                "docker/gone all",
                "gone --help",
                "./test gone",
                "./test jobs GoneTest",
                "docker compose run --rm gone",
                "docker compose exec jobmanager flink run -c io.ballotstream.Gone ballotstream-jobs.jar",
                "docker compose exec jobmanager flink run -c io.ballotstream.jobs.tally.VoteTallyJob ballotstream-jobs.jar --gone",
            })
    void commandThatCannotWorkIsRefused(String script) {
        assertThatThrownBy(() -> assertAccepted(script)).isInstanceOf(Throwable.class);
    }

    @Test
    void commandsAreFoundInBlocksAndInTheText() {
        MarkdownPage page = new MarkdownPage(
                DocumentationTest.PROJECT,
                DocumentationTest.PROJECT.resolve("page.md"),
                "`./a b` and `docker ps`, but not `docker/` or `seed`\n```sh\nc \\\n  d  # why\ne\n```\n```text\nf\n```\n");

        assertThat(page.commands()).containsExactlyInAnyOrder("c \\\n  d  # why\ne\n", "./a b", "docker ps");
    }

    private static void assertAccepted(String script) throws Exception {
        for (Call call : shell.run(script)) {
            switch (call.program()) {
                case "./ballotstream" -> assertAcceptedByBallotstream(call.arguments());
                case "./test" -> assertAcceptedByTest(call.arguments());
                case "docker" -> assertAcceptedByDocker(call.arguments());
                default -> {}
            }
        }
    }

    private static void assertAcceptedByBallotstream(List<String> arguments) {
        if (arguments.indexOf("bench") == 0) {
            return;
        }
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(written, true, StandardCharsets.UTF_8);
        int code = new Ballotstream(new Console(stream, stream, Optional.empty(), Colors.NONE), Map.of())
                .run(withUnknown(arguments));
        assertThat(code).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(written.toString(StandardCharsets.UTF_8).strip()).isEqualTo(UNKNOWN_IS_REFUSED);
    }

    /** Runs the script itself, which checks its arguments. The Maven that it calls only records its arguments. */
    private static void assertAcceptedByTest(List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("./test"));
        command.addAll(arguments);
        ProcessBuilder test = new ProcessBuilder(command)
                .directory(DocumentationTest.PROJECT.toFile())
                .inheritIO();
        test.environment().put("CALLS", directory.resolve("calls").toString());
        test.environment().merge("PATH", directory.resolve("bin") + ":", (path, bin) -> bin + path);
        assertThat(test.start().waitFor()).as(command.toString()).isZero();
    }

    private static void assertAcceptedByDocker(List<String> arguments) throws Exception {
        if (arguments.stream().anyMatch(Set.of("run", "exec", "logs")::contains)) {
            assertThat(arguments).containsAnyElementsOf(services);
        }
        if (Collections.indexOfSubList(arguments, List.of("flink", "run")) >= 0) {
            List<String> options = arguments.subList(arguments.indexOf("ballotstream-jobs.jar") + 1, arguments.size());
            assertAcceptedByJob(arguments.get(arguments.indexOf("-c") + 1), options);
        }
    }

    private static void assertAcceptedByJob(String job, List<String> options) throws Exception {
        assertThat(job).isIn(VoteCastingJob.class.getName(), VoteTallyJob.class.getName());
        if (options.equals(List.of("--help"))) {
            return;
        }
        assertThatThrownBy(() -> {
                    if (job.equals(VoteCastingJob.class.getName())) {
                        VoteCastingJob.main(withUnknown(options));
                    } else {
                        VoteTallyJob.main(withUnknown(options));
                    }
                })
                .hasMessage(UNKNOWN_IS_REFUSED);
    }

    /**
     * Adds an option that no program knows: a program that refuses only this one accepts the others, and does nothing.
     */
    private static String[] withUnknown(List<String> arguments) {
        List<String> more = new ArrayList<>(arguments);
        more.add(UNKNOWN);
        return more.toArray(String[]::new);
    }
}
