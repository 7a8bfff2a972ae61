package io.ballotstream.embedded;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cleans up after killed runs of this user: stops their PostgreSQL and deletes their temporary directories.
 *
 * <p>A run is abandoned if it has a lock file and no process holds the lock. Live runs, directories of other users, and
 * directories with a similar name are not touched. A cleanup never fails a start: if it fails, the error is logged, and
 * the next run tries again.
 */
final class AbandonedRuns {

    private static final Logger LOG = LoggerFactory.getLogger(AbandonedRuns.class);

    private AbandonedRuns() {}

    /** Removes the user's abandoned runs: temporary ones in the given directory, and kept ones in any directory. */
    static void remove(Path temporaryDirectory, UserPrincipal user) {
        try (DirectoryStream<Path> candidates =
                Files.newDirectoryStream(temporaryDirectory.toRealPath(), RunDirectory.PREFIX + "*")) {
            for (Path candidate : candidates) {
                removeTemporary(candidate, user);
            }
        } catch (IOException | DirectoryIteratorException failure) {
            LOG.warn("Cannot search {} for killed runs.", temporaryDirectory, failure);
        }
        PostgresProcess.outOfDirectoriesNamed(RunDirectory.POSTGRES_DATA)
                .forEach(postgres -> stopIfKeptAndAbandoned(postgres, user));
    }

    /** Stops every PostgreSQL of earlier runs in a kept directory. The caller holds the directory's lock. */
    static void stopPostgresIn(Path keptDirectory) throws IOException {
        for (PostgresProcess postgres : PostgresProcess.outOfDirectoriesNamed(RunDirectory.POSTGRES_DATA)) {
            if (postgres.dataDirectory().startsWith(keptDirectory)) {
                stop(postgres);
            }
        }
    }

    private static void removeTemporary(Path directory, UserPrincipal user) {
        try (DirectoryLock lock = lockIfAbandoned(directory.resolve(RunDirectory.TEMPORARY_LOCK), user)
                .orElse(null)) {
            if (lock != null) {
                Optional<PostgresProcess> postgres = PostgresProcess.in(directory.resolve(RunDirectory.POSTGRES_DATA));
                if (postgres.isPresent()) {
                    stop(postgres.get());
                }
                DirectoryTree.delete(directory);
                LOG.info("Removed {}, left behind by a killed run.", directory);
            }
        } catch (IOException failure) {
            LOG.warn("Cannot remove {}, left behind by a killed run.", directory, failure);
        }
    }

    private static void stopIfKeptAndAbandoned(PostgresProcess postgres, UserPrincipal user) {
        // …/KEPT/run-1/postgres/data
        Path kept = postgres.dataDirectory().resolve("../../..").normalize();
        try (DirectoryLock lock =
                lockIfAbandoned(kept.resolve(RunDirectory.KEPT_LOCK), user).orElse(null)) {
            if (lock != null) {
                stop(postgres);
            }
        } catch (IOException failure) {
            LOG.warn("Cannot stop the PostgreSQL in {}, left behind by a killed run.", kept, failure);
        }
    }

    private static void stop(PostgresProcess postgres) throws IOException {
        postgres.stop();
        LOG.info("Stopped PostgreSQL (process {}), left behind by a killed run.", postgres.processId());
    }

    private static Optional<DirectoryLock> lockIfAbandoned(Path file, UserPrincipal user) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        && isOwnedBy(user, file)
                        // The owner of the directory could place another user's file there, or replace files during
                        // the deletion.
                        && isOwnedBy(user, file.getParent())
                ? DirectoryLock.tryAcquire(file)
                : Optional.empty();
    }

    private static boolean isOwnedBy(UserPrincipal user, Path path) throws IOException {
        return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).equals(user);
    }
}
