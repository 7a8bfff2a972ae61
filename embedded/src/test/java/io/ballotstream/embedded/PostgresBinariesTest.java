package io.ballotstream.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresBinariesTest {

    @TempDir
    Path parent;

    @Test
    void programsOfThisSystemAreUnpackedAndCanBeExecuted() throws Exception {
        PostgresBinaries binaries = PostgresBinaries.unpack(parent.resolve("programs"));

        assertThat(Path.of(binaries.initdb())).isExecutable();
        assertThat(Path.of(binaries.pgCtl())).isExecutable();
        Process version = new ProcessBuilder(binaries.pgCtl(), "--version").start();
        assertThat(version.inputReader().readLine()).startsWith("pg_ctl (PostgreSQL) 18.");
        assertThat(version.waitFor()).isZero();
        assertThat(Files.exists(parent.resolve("programs/share"))).isTrue();
    }
}
