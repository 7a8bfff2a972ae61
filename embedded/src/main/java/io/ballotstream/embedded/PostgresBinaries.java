package io.ballotstream.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** PostgreSQL's programs for this operating system and processor architecture, unpacked into a directory. */
final class PostgresBinaries {

    private final Path home;

    private PostgresBinaries(Path home) {
        this.home = home;
    }

    /**
     * Unpacks the programs.
     *
     * @param home a directory, created by this method
     * @throws IOException if the directory cannot be written
     * @throws ServiceStartException if the class path has no programs for this system, or if they cannot be executed in
     *     the directory
     */
    static PostgresBinaries unpack(Path home) throws IOException {
        String resource = "/postgres-" + System.getProperty("os.name") + "-" + System.getProperty("os.arch") + ".tar";
        try (InputStream packed = PostgresBinaries.class.getResourceAsStream(resource)) {
            if (packed == null) {
                throw new ServiceStartException(
                        "There is no PostgreSQL for this system: the class path has no " + resource
                                + ". Build Ballotstream on the system that runs it: Linux or macOS, on amd64 or arm64.");
            }
            unpack(packed, home);
        }
        PostgresBinaries binaries = new PostgresBinaries(home);
        if (!Files.isExecutable(Path.of(binaries.initdb()))) {
            throw new ServiceStartException(
                    "PostgreSQL's programs cannot be executed in " + home + ", because its file system is"
                            + " mounted noexec. Set --keep or TMPDIR to a directory of another file system.");
        }
        return binaries;
    }

    String initdb() {
        return program("initdb");
    }

    String pgCtl() {
        return program("pg_ctl");
    }

    private String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    private static void unpack(InputStream packed, Path home) throws IOException {
        try (TarArchiveInputStream archive = new TarArchiveInputStream(new BufferedInputStream(packed))) {
            for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                unpack(archive, entry, home.resolve(entry.getName()).normalize());
            }
        }
    }

    private static void unpack(InputStream content, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, target);
            boolean executable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
