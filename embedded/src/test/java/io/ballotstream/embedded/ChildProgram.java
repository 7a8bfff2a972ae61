package io.ballotstream.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A program of these tests that runs in its own Java process, which can be killed. */
final class ChildProgram implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private ChildProgram(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    static ChildProgram start(Path temporaryDirectory, Class<?> program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        // The compiler and the collector of the tests, which are the fastest for short programs.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-XX:"))
                .forEach(command::add);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "-Djava.io.tmpdir=" + temporaryDirectory,
                program.getName()));
        Collections.addAll(command, arguments);
        return new ChildProgram(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Runs a program to its end, and returns the single line that it prints. */
    static String run(Class<?> program, String... arguments) throws Exception {
        try (ChildProgram child = start(Path.of(System.getProperty("java.io.tmpdir")), program, arguments)) {
            String line = child.nextLine();
            child.process.waitFor();
            return line;
        }
    }

    String nextLine() throws IOException {
        return output.readLine();
    }

    /** Sends SIGKILL, so that no shutdown hook runs. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.destroy();
        process.onExit().join();
    }

    /** Closes the program's standard input, which makes the programs of these tests exit. */
    int end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        return process.waitFor();
    }

    @Override
    public void close() {
        kill();
    }
}
