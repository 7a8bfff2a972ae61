package io.ballotstream.seeder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballotstream.testing.JavaCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A seeder process is killed in both phases, and others resume. Their heap is too small for the electorate.
 */
class KilledSeederIT {
    private static final int VOTERS = 158_430;
    private static final int DUPLICATES = 1584;
    private static final int FEW_VOTERS = 15_843;

    @TempDir
    Path directory;

    private int runs;

    @Test
    void killedSeederIsResumedWithoutLossOrDuplicates() throws Exception {
        SeededServices services = SeededServices.fresh("killed");

        Process preparing = start(services, "1000", "--rate", "max");
        await().atMost(Duration.ofMinutes(2)).until(() -> registered(services) >= 20_000);
        kill(preparing);
        assertThat(registered(services)).isBetween(20_000L, VOTERS - 1L);
        assertThat(services.published()).isEmpty();

        Process publishing = start(services, "1000", "--rate", "40000", "--resume");
        await().atMost(Duration.ofMinutes(2))
                .until(() ->
                        registered(services) == VOTERS && services.published().size() > 10_000);
        kill(publishing);
        assertThat(services.published()).hasSizeBetween(10_001, VOTERS - 1);

        Process finishing = start(services, "1000", "--rate", "max", "--resume");
        assertThat(finishing.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(finishing.exitValue()).as(output()).isZero();

        List<ConsumerRecord<String, byte[]>> published = services.published();
        assertThat(published).hasSize(VOTERS + DUPLICATES);
        Set<String> keys = new HashSet<>();
        published.forEach(record -> keys.add(record.key()));
        assertThat(keys).hasSize(VOTERS);
        assertThat(services.number("SELECT count(*) FROM voters")).isEqualTo(VOTERS);
    }

    @Test
    void stoppedSeederEndsItsTransactionAtOnce() throws Exception {
        SeededServices services = SeededServices.fresh("stopped");
        Process publishing = start(services, "10000", "--rate", "1000");
        await().atMost(Duration.ofMinutes(2))
                .until(() -> services.topicExists() && services.published().size() > 500);

        publishing.destroy();

        assertThat(publishing.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(publishing.exitValue()).as(output()).isEqualTo(128 + 15);
        // Long before the broker would time out an abandoned transaction.
        assertThat(services.transactionIsOpen()).isFalse();
        assertThat(services.published()).hasSizeBetween(501, FEW_VOTERS - 1);
    }

    private static long registered(SeededServices services) {
        try {
            return services.number("SELECT count(*) FROM voters");
        } catch (IllegalStateException e) {
            // Before the tables exist.
            return 0;
        }
    }

    private Process start(SeededServices services, String scale, String... arguments) throws Exception {
        List<String> command = JavaCommand.ofTests();
        command.addAll(List.of(
                "-Xmx96m",
                // Libraries of a killed process leave their unpacked files there.
                "-Djava.io.tmpdir=" + directory,
                "-cp",
                System.getProperty("java.class.path"),
                SeedProcess.class.getName()));
        command.addAll(List.of("--source", "synthetic", "--scale", scale, "--duplicates", "0.01", "--late", "0.01"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.putAll(SeedRun.environment(services));
        runs++;
        return builder.redirectErrorStream(true)
                .redirectOutput(directory.resolve("run" + runs).toFile())
                .start();
    }

    private String output() throws Exception {
        return Files.readString(directory.resolve("run" + runs));
    }

    private void kill(Process process) throws Exception {
        assertThat(process.isAlive()).as(output()).isTrue();
        process.destroyForcibly();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
}
