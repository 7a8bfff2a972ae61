package io.ballotstream.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A program of these tests in a Java process of its own, which can be killed. */
final class ChildProgram implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private ChildProgram(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    static ChildProgram start(Path temporaryDirectory, Class<?> program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Djava.io.tmpdir=" + temporaryDirectory,
                program.getName()));
        Collections.addAll(command, arguments);
        return new ChildProgram(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Runs a program to its end and returns the one line that it prints. */
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

    /** What {@code kill -9} does: nothing of the program runs any more, no shutdown hook either. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** What {@code kill} does. */
    void terminate() {
        process.destroy();
        process.onExit().join();
    }

    /** Ends the program's standard input, which our programs take as a wish to end. */
    int end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        return process.waitFor();
    }

    @Override
    public void close() {
        kill();
    }
}
