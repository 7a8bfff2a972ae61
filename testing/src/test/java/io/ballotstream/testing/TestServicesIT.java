package io.ballotstream.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestServicesIT {
    @TempDir
    private Path temporary;

    @Test
    void everyCallerGetsTheSameServices() throws Exception {
        assertThat(TestServices.postgres()).isSameAs(TestServices.postgres());
        assertThat(TestServices.kafka()).isSameAs(TestServices.kafka());
        try (var admin = TestBroker.admin()) {
            assertThat(admin.describeCluster().nodes().get()).hasSize(1);
        }
    }

    @Test
    void servicesEndWithTheirProcess() throws Exception {
        Process program = start();
        try {
            ProcessHandle postgres = postgres(program);

            program.getOutputStream().close();

            assertThat(program.waitFor()).isZero();
            assertNothingIsLeft(postgres);
        } finally {
            program.destroyForcibly();
        }
    }

    @Test
    void servicesEndWhenTheirProcessIsTerminated() throws Exception {
        Process program = start();
        try {
            ProcessHandle postgres = postgres(program);

            program.destroy();
            program.waitFor();

            assertNothingIsLeft(postgres);
        } finally {
            program.destroyForcibly();
        }
    }

    private Process start() throws IOException {
        List<String> command = JavaCommand.ofTests();
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "-Djava.io.tmpdir=" + temporary,
                Program.class.getName()));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Waits for the program's services and returns the process of PostgreSQL. */
    private ProcessHandle postgres(Process program) throws IOException {
        assertThat(program.inputReader().readLine()).isEqualTo("started");
        try (Stream<Path> runs = Files.list(temporary)) {
            Path processId = runs.map(run -> run.resolve("postgres/data/postmaster.pid"))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
            List<String> lines = Files.readAllLines(processId, StandardCharsets.UTF_8);
            return ProcessHandle.of(Long.parseLong(lines.get(0).strip())).orElseThrow();
        }
    }

    private void assertNothingIsLeft(ProcessHandle postgres) {
        await().until(() -> !postgres.isAlive());
        assertThat(temporary).isEmptyDirectory();
    }

    /** Starts both services, and ends at the end of its input. */
    static final class Program {
        public static void main(String[] arguments) throws IOException {
            TestServices.postgres();
            TestServices.kafka();
            System.out.println("started");
            System.exit(System.in.read() < 0 ? 0 : 1);
        }
    }
}
