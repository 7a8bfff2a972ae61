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
 * Removes what killed runs of this user have left: a PostgreSQL that runs on, and temporary directories.
 *
 * <p>A run is abandoned if it has a lock file and nobody holds the lock. Everything else, a live run, another user's
 * directory, a directory that merely has such a name, is left alone. Nothing here fails a start: what cannot be
 * removed is logged, and the next run tries again.
 */
final class AbandonedRuns {

    private static final Logger LOG = LoggerFactory.getLogger(AbandonedRuns.class);

    private AbandonedRuns() {}

    /** Removes the user's abandoned runs, the temporary ones in the given directory and the kept ones anywhere. */
    static void remove(Path temporaryDirectory, UserPrincipal user) {
        try (DirectoryStream<Path> candidates =
                Files.newDirectoryStream(temporaryDirectory.toRealPath(), RunDirectory.PREFIX + "*")) {
            for (Path candidate : candidates) {
                removeTemporary(candidate, user);
            }
        } catch (IOException | DirectoryIteratorException failure) {
            LOG.warn("Killed runs cannot be looked for in {}.", temporaryDirectory, failure);
        }
        PostgresProcess.outOfDirectoriesNamed(RunDirectory.POSTGRES_DATA)
                .forEach(postgres -> stopIfKeptAndAbandoned(postgres, user));
    }

    /** Stops every PostgreSQL of earlier runs in a kept directory, which the caller has locked. */
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
                LOG.info("Removed {}, which a killed run had left.", directory);
            }
        } catch (IOException failure) {
            LOG.warn("{}, which a killed run has left, cannot be removed.", directory, failure);
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
            LOG.warn("The PostgreSQL that a killed run has left in {} cannot be stopped.", kept, failure);
        }
    }

    private static void stop(PostgresProcess postgres) throws IOException {
        postgres.stop();
        LOG.info("Stopped the PostgreSQL (process {}) that a killed run had left.", postgres.processId());
    }

    private static Optional<DirectoryLock> lockIfAbandoned(Path file, UserPrincipal user) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        && isOwnedBy(user, file)
                        // Whoever owns the directory may have put somebody else's file there, or exchange what is
                        // deleted.
                        && isOwnedBy(user, file.getParent())
                ? DirectoryLock.tryAcquire(file)
                : Optional.empty();
    }

    private static boolean isOwnedBy(UserPrincipal user, Path path) throws IOException {
        return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).equals(user);
    }
}
