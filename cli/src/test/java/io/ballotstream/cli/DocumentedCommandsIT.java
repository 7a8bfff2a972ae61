package io.ballotstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.cli.RecordingShell.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the documented commands that end by themselves and need only this machine: rehearsals with --exit. */
class DocumentedCommandsIT {
    @TempDir
    private static Path recording;

    @TempDir
    private Path directory;

    static List<List<String>> rehearsalsThatEnd() throws IOException, InterruptedException {
        RecordingShell shell = RecordingShell.of(DocumentationTest.PROJECT, recording);
        List<List<String>> rehearsals = new ArrayList<>();
        for (Path page : DocumentationTest.pages()) {
            for (String script : MarkdownPage.of(DocumentationTest.PROJECT, DocumentationTest.PROJECT.resolve(page))
                    .blocks("sh")) {
                shell.run(script).stream()
                        .filter(call -> call.program().equals("./ballotstream"))
                        .map(Call::arguments)
                        .filter(arguments -> arguments.contains("--exit"))
                        .forEach(rehearsals::add);
            }
        }
        return rehearsals;
    }

    @ParameterizedTest
    @MethodSource("rehearsalsThatEnd")
    void rehearsalEndsWithAPassedAudit(List<String> arguments) throws Exception {
        String[] inAnyDirectory = arguments.stream()
                .map(argument -> Files.isRegularFile(DocumentationTest.PROJECT.resolve(argument))
                        ? DocumentationTest.PROJECT.resolve(argument).toString()
                        : argument)
                .toArray(String[]::new);

        try (CommandProcess rehearsal = CommandProcess.start(directory, inAnyDirectory)) {
            assertThat(rehearsal.awaitEnd()).as(rehearsal.err().toString()).isZero();
            assertThat(rehearsal.out()).last().isEqualTo("AUDIT PASS");
        }
    }
}
