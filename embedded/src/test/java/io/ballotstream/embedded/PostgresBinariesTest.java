package io.ballotstream.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresBinariesTest {

    @TempDir
    Path parent;

    @ParameterizedTest
    @CsvSource({
        "Linux,    amd64,   /postgres-linux-x86_64.txz",
        "Linux,    aarch64, /postgres-linux-arm_64.txz",
        "Mac OS X, x86_64,  /postgres-darwin-x86_64.txz",
        "Mac OS X, aarch64, /postgres-darwin-arm_64.txz",
    })
    void eachSystemHasItsOwnPrograms(String system, String processor, String resource) {
        assertThat(PostgresBinaries.resource(system, processor)).isEqualTo(resource);
    }

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
