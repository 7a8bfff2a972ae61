package io.ballotstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, with everything that it could inherit and be misled by. */
class HostileSurroundingsIT {
    private static final Map<String, String> ENVIRONMENT = Map.ofEntries(
            Map.entry("TZ", "PST"),
            Map.entry("LANG", "ar_EG.UTF-8"),
            Map.entry("LC_ALL", "tr_TR.UTF-8"),
            Map.entry("LANGUAGE", "ar"),
            Map.entry("CDPATH", "/tmp:/"),
            Map.entry("POSIXLY_CORRECT", "1"),
            Map.entry("CLASSPATH", "/absent"),
            Map.entry("HOME", "/absent"),
            // For a program as short as this one, these are the fastest.
            Map.entry("BALLOTSTREAM_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"),
            Map.entry("JAVA_TOOL_OPTIONS", "-Duser.timezone=IST -Dfile.encoding=ISO-8859-1"),
            // These win over the command line.
            Map.entry("_JAVA_OPTIONS", "-Duser.timezone=PST -Duser.language=ar -Duser.country=EG"),
            Map.entry("http_proxy", "http://127.0.0.1:1"),
            Map.entry("https_proxy", "http://127.0.0.1:1"),
            Map.entry("ALL_PROXY", "socks5://127.0.0.1:1"),
            Map.entry("PGHOST", "nowhere.invalid"),
            Map.entry("PGPORT", "1"),
            Map.entry("PGUSER", "stranger"),
            Map.entry("PGPASSWORD", "wrong"),
            Map.entry("PGDATABASE", "absent"),
            Map.entry("PGDATA", "/absent"),
            Map.entry("PGSSLMODE", "verify-full"),
            Map.entry("PGSERVICE", "absent"),
            Map.entry("PGTZ", "PST"),
            Map.entry("PGOPTIONS", "-c statement_timeout=1"),
            Map.entry("KAFKA_OPTS", "-Dabsent=true"),
            Map.entry("KAFKA_HEAP_OPTS", "-Xmx1m"),
            Map.entry("KAFKA_LOG_DIRS", "/absent"),
            Map.entry("KAFKA_JMX_OPTS", "-Dcom.sun.management.jmxremote.port=1"),
            Map.entry("FLINK_CONF_DIR", "/absent"),
            Map.entry("FLINK_HOME", "/absent"),
            Map.entry("FLINK_PROPERTIES", "rest.port: 1"),
            Map.entry("HADOOP_CONF_DIR", "/absent"),
            Map.entry("LOG4J_CONFIGURATION_FILE", "/absent.xml"),
            Map.entry("NO_COLOR", "1"),
            Map.entry("TERM", "dumb"),
            Map.entry("COLUMNS", "1"),
            Map.entry("LINES", "1"));

    @TempDir
    private Path directory;

    @Test
    void rehearsalIsHeldAllTheSame() throws Exception {
        Path project = project();
        Path temporary = Files.createDirectory(directory.resolve("größere Dateien"));
        Path here = Files.createDirectory(directory.resolve("here"));
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(
                        "bash",
                        "-c",
                        "umask 077; exec \"$0\" \"$@\" <&-",
                        project.resolve("ballotstream").toString(),
                        "rehearse",
                        "--voters=300",
                        "--rate=max",
                        "--malformed=0.1",
                        "--duplicates=0.1",
                        "--underage=0.1",
                        "--late=0.1",
                        "--exit")
                .directory(here.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(ENVIRONMENT);
        builder.environment().put("TMPDIR", temporary.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().merge("PATH", directory.resolve("bin").toString(), (path, first) -> first + ":" + path);

        Process process = builder.start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();

        List<String> lines = Files.readAllLines(out, StandardCharsets.UTF_8);
        assertThat(Files.readAllLines(err, StandardCharsets.UTF_8))
                .allMatch(line -> line.startsWith("Picked up ")
                        || line.startsWith("Building Ballotstream ")
                        // Bash itself, where the caller's locale is not installed.
                        || line.startsWith("bash: warning: setlocale: "));
        assertThat(lines).last().isEqualTo("AUDIT PASS");
        assertThat(lines).noneMatch(line -> line.contains("\u001b"));
        assertThat(process.exitValue()).isZero();
        assertThat(temporary).isEmptyDirectory();
        assertThat(here).isEmptyDirectory();
    }

    /** A project with this build in it, and a Maven that only pretends. */
    private Path project() throws IOException {
        Path project = Files.createDirectories(directory.resolve("a project"));
        Path target = Path.of("target").toAbsolutePath();
        Files.copy(Path.of("..", "ballotstream"), project.resolve("ballotstream"));
        Files.setPosixFilePermissions(project.resolve("ballotstream"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.copy(Path.of("..", "pom.xml"), project.resolve("pom.xml"));
        Files.createDirectory(project.resolve("data"));
        for (String module : LauncherTest.MODULES) {
            Files.createDirectories(project.resolve(module).resolve("src/main"));
            Files.createFile(project.resolve(module).resolve("pom.xml"));
        }
        Path built = Files.createDirectory(project.resolve("cli/target"));
        Files.createSymbolicLink(built.resolve("classes"), target.resolve("classes"));
        Path maven = Files.createDirectory(directory.resolve("bin")).resolve("mvn");
        Files.writeString(
                maven, """
                #!/bin/bash
                case "$*" in
                  *-v*) echo 'Apache Maven 3.9.9' ;;
                  *) ln -s 'LIB' 'BUILT/lib' ;;
                esac
                """.replace("LIB", target.resolve("lib").toString()).replace("BUILT", built.toString()));
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
        return project;
    }
}
