package io.ballotstream.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The directory of a run. It contains all files of the embedded services, and is locked until the run ends.
 *
 * <p>{@link #close()} deletes a temporary directory. A kept directory is a numbered directory, {@code run-1},
 * {@code run-2} and so on, in the directory that the user names. A run never touches the files of earlier runs there.
 * Only one run at a time can use the user's directory. Creating a directory of either kind first cleans up after killed
 * runs of this user. Not thread-safe.
 */
public final class RunDirectory implements AutoCloseable {

    static final String PREFIX = "ballotstream-";
    static final String TEMPORARY_LOCK = "ballotstream-run.lock";
    static final String KEPT_LOCK = "ballotstream-kept.lock";
    static final Path POSTGRES_DATA = Path.of("postgres", "data");

    // pg_ctl passes its paths to a shell, in double quotes. Kafka and Flink have settings that are lists of
    // directories, whose separators cannot be quoted.
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
     * Creates a directory below {@code java.io.tmpdir}, readable by this user only.
     *
     * @return a directory that the caller closes
     * @throws RunDirectoryRefusedException if the path of {@code java.io.tmpdir} contains unsupported characters
     * @throws IOException if it cannot be created
     */
    public static RunDirectory temporary() throws IOException {
        return temporaryIn(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /**
     * Creates a directory that only this user can read or write. Its files may contain passwords.
     *
     * @param path of the directory, whose parent exists
     * @return the path
     * @throws IOException if it exists or cannot be created
     */
    public static Path createPrivate(Path path) throws IOException {
        return Files.createDirectory(
                path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    static RunDirectory temporaryIn(Path parent) throws IOException {
        if (isUnsafe(parent)) {
            throw new RunDirectoryRefusedException("TMPDIR " + parent + ": " + SAFE_NAME);
        }
        while (true) {
            Path path = Files.createTempDirectory(parent, PREFIX).toRealPath();
            Optional<DirectoryLock> lock = DirectoryLock.tryAcquire(path.resolve(TEMPORARY_LOCK));
            // Before the lock, another run may have mistaken the directory for an abandoned one and deleted it.
            if (lock.isPresent()) {
                AbandonedRuns.remove(parent, Files.getOwner(path));
                return new RunDirectory(path, lock.get(), false);
            }
        }
    }

    /**
     * Creates a numbered directory that is kept.
     *
     * @param directory the parent; created if missing, otherwise empty or used by earlier runs
     * @return a directory that the caller closes
     * @throws RunDirectoryRefusedException if a live run uses the parent, if it contains other files, or if it cannot
     *     be written
     */
    public static RunDirectory kept(Path directory) {
        if (isUnsafe(directory)) {
            throw refused(directory, SAFE_NAME);
        }
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw refused(directory, "it is a file, but must be a directory.");
        }
        try {
            Path parent = Files.createDirectories(directory).toRealPath();
            if (!Files.exists(parent.resolve(KEPT_LOCK)) && !isEmpty(parent)) {
                throw refused(directory, "it contains files that are not Ballotstream's. Name a new directory.");
            }
            DirectoryLock lock = DirectoryLock.tryAcquire(parent.resolve(KEPT_LOCK))
                    .orElseThrow(() -> refused(directory, "another run is using it."));
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

    /** {@return the directory for the run's files} */
    public Path path() {
        return path;
    }

    /** {@return whether {@link #close()} keeps the files} */
    public boolean isKept() {
        return kept;
    }

    /**
     * Stops a PostgreSQL that still runs in the directory, deletes the directory unless it is kept, and unlocks it.
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
