package io.ballotstream.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * A bash in which programs only record their arguments. It knows the executable files of the project, by their paths,
 * and {@link #TOOLS}. A script that calls another program fails.
 */
final class RecordingShell {
    /** Programs that the documentation calls and that are not part of the project. */
    static final List<String> TOOLS = List.of("curl", "docker", "flink", "kafka-console-consumer.sh", "kcat", "mvn");

    /**
     * @param program a tool's name, or a path that begins with {@code ./}
     * @param arguments as bash has split and expanded them
     */
    record Call(String program, List<String> arguments) {}

    private final Path directory;

    private RecordingShell(Path directory) {
        this.directory = directory;
    }

    /** @param directory an empty one */
    static RecordingShell of(Path project, Path directory) throws IOException {
        for (String tool : TOOLS) {
            addProgram(directory.resolve("bin").resolve(tool), tool);
        }
        for (Path file : MarkdownPage.filesOf(project)) {
            if (Files.isExecutable(file)) {
                String path = project.relativize(file).toString();
                addProgram(directory.resolve("checkout").resolve(path), "./" + path);
            }
        }
        return new RecordingShell(directory);
    }

    private static void addProgram(Path file, String name) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\nprintf '%s\\n' '" + name + "' \"$@\" '' >> \"$CALLS\"\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /**
     * Runs a script in the folder of the project.
     *
     * @return its calls, in their order
     * @throws AssertionError with bash's message if bash cannot parse the script, or does not find a program
     */
    List<Call> run(String script) throws IOException, InterruptedException {
        Path calls = Files.writeString(directory.resolve("calls"), "");
        Path err = directory.resolve("err");
        ProcessBuilder bash = new ProcessBuilder("/bin/bash", "-euo", "pipefail", "-c", script)
                .directory(directory.resolve("checkout").toFile())
                .redirectErrorStream(true)
                .redirectOutput(err.toFile());
        bash.environment().put("PATH", directory.resolve("bin").toString());
        bash.environment().put("CALLS", calls.toString());
        if (bash.start().waitFor() != 0) {
            throw new AssertionError(Files.readString(err) + "in the script\n" + script);
        }
        List<Call> recorded = new ArrayList<>();
        for (String call : Files.readString(calls).split("\n\n")) {
            List<String> words = List.of(call.strip().split("\n"));
            recorded.add(new Call(words.get(0), words.subList(1, words.size())));
        }
        return recorded;
    }
}
