package io.ballotstream.cli;

import static org.awaitility.Awaitility.await;

import io.ballotstream.testing.JavaCommand;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The {@code ballotstream} command in a separate process with its own directory for temporary files. */
public final class CommandProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Process process;
    private final Path temporary;
    private final Path out;
    private final Path err;

    private CommandProcess(Process process, Path temporary, Path out, Path err) {
        this.process = process;
        this.temporary = temporary;
        this.out = out;
        this.err = err;
    }

    /** @param directory an empty directory for the files of the command */
    public static CommandProcess start(Path directory, String... arguments) throws IOException {
        return startWith(List.of(), directory, arguments);
    }

    /** The same with additional options for Java. */
    static CommandProcess startWith(List<String> java, Path directory, String... arguments) throws IOException {
        return start(java, System.getProperty("java.class.path"), directory, arguments);
    }

    /** The same with classes that are taken instead of the program's own. */
    public static CommandProcess startWithClasses(Path classes, Path directory, String... arguments)
            throws IOException {
        String classPath = classes + File.pathSeparator + System.getProperty("java.class.path");
        return start(List.of(), classPath, directory, arguments);
    }

    private static CommandProcess start(List<String> java, String classPath, Path directory, String... arguments)
            throws IOException {
        Path temporary = Files.createDirectory(directory.resolve("tmp"));
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        List<String> command = JavaCommand.ofTests();
        command.addAll(java);
        command.addAll(List.of("-Djava.io.tmpdir=" + temporary, "-cp", classPath));
        command.add(Main.class.getName());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(Files.createDirectory(directory.resolve("here")).toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new CommandProcess(process, temporary, out, err);
    }

    /** Waits for a line on the standard output with this beginning, and returns it. */
    public String awaitLine(String beginning) {
        return await("a line that begins with " + beginning)
                .atMost(PATIENCE)
                .until(
                        () -> out().stream()
                                .filter(line -> line.startsWith(beginning))
                                .findFirst()
                                .orElseGet(this::failIfEnded),
                        line -> line != null);
    }

    private String failIfEnded() {
        if (!process.isAlive()) {
            throw new AssertionError("Ended with " + process.exitValue() + ": " + out() + err());
        }
        return null;
    }

    public void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    public int awaitEnd() throws InterruptedException {
        return awaitEnd(PATIENCE);
    }

    /** Waits until the process has ended, and returns its exit code. */
    public int awaitEnd(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("Still running: " + out() + err());
        }
        return process.exitValue();
    }

    public List<String> out() {
        return lines(out);
    }

    public List<String> err() {
        return lines(err);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The files in the process's directory for temporary files. */
    public List<Path> temporaryFiles() throws IOException {
        try (var files = Files.list(temporary)) {
            // Files of the JVM for its monitoring tools.
            return files.filter(file -> !file.getFileName().toString().startsWith("hsperfdata"))
                    .toList();
        }
    }

    /** The working directory of the command. */
    public Path workingDirectory() {
        return out.resolveSibling("here");
    }

    @Override
    public void close() {
        // Not forcibly, because the process must stop its services.
        process.destroy();
        process.onExit().join();
    }
}
