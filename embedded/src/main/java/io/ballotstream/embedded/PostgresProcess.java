package io.ballotstream.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The process of a PostgreSQL server with a given data directory. It is found by its process id and verified by its
 * command line, so that another process that reuses the id is never touched.
 */
final class PostgresProcess {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final ProcessHandle process;
    private final Path dataDirectory;

    private PostgresProcess(ProcessHandle process, Path dataDirectory) {
        this.process = process;
        this.dataDirectory = dataDirectory;
    }

    /** The running server of the data directory, if there is one. */
    static Optional<PostgresProcess> in(Path dataDirectory) {
        return recordedProcessId(dataDirectory.resolve("postmaster.pid"))
                .flatMap(ProcessHandle::of)
                .map(process -> new PostgresProcess(process, dataDirectory))
                .filter(PostgresProcess::isRunning);
    }

    /** The running servers whose data directory ends with the given path, regardless of who started them. */
    static List<PostgresProcess> outOfDirectoriesNamed(Path end) {
        return ProcessHandle.allProcesses()
                .flatMap(process -> dataDirectoryOf(process).stream())
                .filter(dataDirectory -> dataDirectory.endsWith(end))
                .distinct()
                .flatMap(dataDirectory -> in(dataDirectory).stream())
                .toList();
    }

    private static Optional<Path> dataDirectoryOf(ProcessHandle process) {
        List<String> arguments = List.of(process.info().arguments().orElseGet(() -> new String[0]));
        int option = arguments.indexOf("-D");
        if (option < 0 || option + 1 == arguments.size()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(arguments.get(option + 1)));
        } catch (InvalidPathException someOtherProgram) {
            return Optional.empty();
        }
    }

    Path dataDirectory() {
        return dataDirectory;
    }

    long processId() {
        return process.pid();
    }

    /** Stops the server without waiting for its clients, and waits until it is gone. Committed data is kept. */
    List<ProcessHandle> all() {
        return Stream.concat(Stream.of(process), process.descendants()).toList();
    }

    /** Stops the server without waiting for its clients, losing nothing that was committed; returns when it is gone. */
    void stop() throws IOException {
        // SIGINT is PostgreSQL's fast shutdown. Java itself can only send SIGTERM, the smart shutdown, which waits for
        // all clients.
        new ProcessBuilder("/bin/sh", "-c", "kill -INT \"$0\"", Long.toString(process.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!isGoneWithin(PATIENCE)) {
            process.destroyForcibly();
            if (!isGoneWithin(PATIENCE)) {
                throw new IOException("PostgreSQL (process " + process.pid() + ") cannot be stopped.");
            }
        }
    }

    // To Java, a process that has ended but is not reaped yet is still alive. But it has no arguments any more.
    private boolean isRunning() {
        return process.isAlive()
                && dataDirectoryOf(process).filter(dataDirectory::equals).isPresent();
    }

    private boolean isGoneWithin(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (isRunning()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return true;
    }

    private static Optional<Long> recordedProcessId(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.findFirst().map(String::strip).map(Long::valueOf);
        } catch (IOException | NumberFormatException absentOrHalfWritten) {
            return Optional.empty();
        }
    }
}
