package io.ballotstream.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The directory of one run, locked for as long as the run lives: everything that the embedded services write is in it.
 *
 * <p>A temporary one is deleted at {@link #close()}. A kept one is a numbered directory, {@code run-1}, {@code run-2}
 * and so on, in the directory that the user names: no run ever touches what an earlier one left there, and one run at
 * a time may use it. Whichever kind is made, first the traces of this user's killed runs are removed.
 */
public final class RunDirectory implements AutoCloseable {

    static final String PREFIX = "ballotstream-";
    static final String TEMPORARY_LOCK = "ballotstream-run.lock";
    static final String KEPT_LOCK = "ballotstream-kept.lock";
    static final Path POSTGRES_DATA = Path.of("postgres", "data");

    // PostgreSQL's own starter hands its paths to a shell, within double quotes; Kafka and Flink have settings that are
    // lists of directories, with separators that nothing quotes.
    private static final Pattern UNSAFE = Pattern.compile("[\"$`\\\\,:;\\p{Cntrl}]");
    private static final String SAFE_NAME =
            "its name must not contain quotation marks, $, `, \\, commas, colons, semicolons or control characters.";

    private final Path path;
    private final DirectoryLock lock;
    private final boolean kept;

    private RunDirectory(Path path, DirectoryLock lock, boolean kept) {
        this.path = path;
        this.lock = lock;
        this.kept = kept;
    }

    /**
     * A new directory below {@code java.io.tmpdir}, readable by this user only.
     *
     * @throws RunDirectoryRefusedException if that directory's name cannot be used
     * @throws IOException if it cannot be created
     */
    public static RunDirectory temporary() throws IOException {
        return temporaryIn(Path.of(System.getProperty("java.io.tmpdir")));
    }

    static RunDirectory temporaryIn(Path parent) throws IOException {
        if (isUnsafe(parent)) {
            throw new RunDirectoryRefusedException("TMPDIR " + parent + ": " + SAFE_NAME);
        }
        while (true) {
            Path path = Files.createTempDirectory(parent, PREFIX).toRealPath();
            Optional<DirectoryLock> lock = DirectoryLock.tryAcquire(path.resolve(TEMPORARY_LOCK));
            // Another run may have taken the directory for an abandoned one before it was locked.
            if (lock.isPresent()) {
                AbandonedRuns.remove(parent, Files.getOwner(path));
                return new RunDirectory(path, lock.get(), false);
            }
        }
    }

    /**
     * A new numbered directory in one that stays.
     *
     * @param directory is created if it is absent; otherwise it must be empty or have been used by runs before
     * @throws RunDirectoryRefusedException if it is in use by a live run, or holds something else, or cannot be written
     */
    public static RunDirectory kept(Path directory) {
        if (isUnsafe(directory)) {
            throw refused(directory, SAFE_NAME);
        }
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw refused(directory, "it is a file; name a directory.");
        }
        try {
            Path parent = Files.createDirectories(directory).toRealPath();
            if (!Files.exists(parent.resolve(KEPT_LOCK)) && !isEmpty(parent)) {
                throw refused(directory, "it holds files that are not Ballotstream's; name a new directory.");
            }
            DirectoryLock lock = DirectoryLock.tryAcquire(parent.resolve(KEPT_LOCK))
                    .orElseThrow(() -> refused(directory, "it is in use by a run that is still alive."));
            try {
                AbandonedRuns.stopPostgresIn(parent);
                Path path = nextNumbered(parent);
                AbandonedRuns.remove(Path.of(System.getProperty("java.io.tmpdir")), Files.getOwner(path));
                return new RunDirectory(path, lock, true);
            } catch (IOException failure) {
                lock.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw new RunDirectoryRefusedException(
                    "--keep " + directory + ": it cannot be created or written (" + failure + ").", failure);
        }
    }

    private static boolean isUnsafe(Path directory) {
        return UNSAFE.matcher(directory.toAbsolutePath().toString()).find();
    }

    private static RunDirectoryRefusedException refused(Path directory, String reason) {
        return new RunDirectoryRefusedException("--keep " + directory + ": " + reason);
    }

    /** Where the run's files go. */
    public Path path() {
        return path;
    }

    /** Whether the files stay after {@link #close()}. */
    public boolean isKept() {
        return kept;
    }

    /**
     * Stops the PostgreSQL that may still run out of the directory, deletes the directory unless it is kept, and
     * unlocks it.
     *
     * @throws IOException if files cannot be deleted; the next run tries again
     */
    @Override
    public void close() throws IOException {
        try (lock) {
            Optional<PostgresProcess> postgres = PostgresProcess.in(path.resolve(POSTGRES_DATA));
            if (postgres.isPresent()) {
                postgres.get().stop();
            }
            if (!kept) {
                DirectoryTree.delete(path);
            }
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        }
    }

    private static Path nextNumbered(Path parent) throws IOException {
        Path next = IntStream.iterate(1, number -> number + 1)
                .mapToObj(number -> parent.resolve("run-" + number))
                .filter(candidate -> !Files.exists(candidate))
                .findFirst()
                .orElseThrow();
        return Files.createDirectory(next);
    }
}
