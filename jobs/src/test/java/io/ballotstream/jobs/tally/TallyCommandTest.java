package io.ballotstream.jobs.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.jobs.JobOptions;
import io.ballotstream.model.BadInputException;
import io.ballotstream.model.Lateness;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class TallyCommandTest {
    @Test
    void defaultsAreUsedWithoutOptions() {
        TallyCommand command = command();
        JobOptions options = command.options(Map.of());
        assertThat(options.kafka()).isEqualTo("127.0.0.1:9092");
        assertThat(options.database().address().jdbcUrl()).isEqualTo("jdbc:postgresql://127.0.0.1:5432/ballotstream");
        assertThat(options.bounded()).isFalse();
        assertThat(command.settings())
                .isEqualTo(TallySettings.DEFAULT)
                .isEqualTo(new TallySettings(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(5),
                        new Lateness(Duration.ofMinutes(10)),
                        Duration.ofMillis(50)));
    }

    @Test
    void everyOptionIsApplied() {
        TallyCommand command = command(
                "--kafka=kafka:9092",
                "--postgres=postgresql://db/votes",
                "--window=1m",
                "--out-of-orderness=2s",
                "--idleness=3s",
                "--allowed-lateness=1h",
                "--early-firing=500ms",
                "--bounded");
        JobOptions options = command.options(Map.of());
        assertThat(options.kafka()).isEqualTo("kafka:9092");
        assertThat(options.database().address().jdbcUrl())
                .startsWith("jdbc:postgresql://db")
                .endsWith("/votes");
        assertThat(options.bounded()).isTrue();
        assertThat(command.settings())
                .isEqualTo(new TallySettings(
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        new Lateness(Duration.ofHours(1)),
                        Duration.ofMillis(500)));
    }

    @ParameterizedTest
    @CsvSource({
        "--window=0s, '--window must be between 1ms and 86400000ms, but is 0ms.'",
        "--window=25h, '--window must be between 1ms and 86400000ms, but is 90000000ms.'",
        "--out-of-orderness=25h, '--out-of-orderness must be between 0ms and 86400000ms, but is 90000000ms.'",
        "--idleness=0ms, '--idleness must be between 1ms and 86400000ms, but is 0ms.'",
        "--early-firing=0ms, '--early-firing must be at least 1ms, but is 0ms.'",
        "--early-firing=2m, '--early-firing must be at most 1s, because every vote must be visible within 2s, but is 120000ms.'",
    })
    void durationOutOfRangeIsRefusedWithItsOption(String argument, String sentence) {
        assertThatThrownBy(() -> command(argument).settings())
                .isInstanceOf(BadInputException.class)
                .hasMessage(sentence);
    }

    @Test
    void invalidDurationIsRefusedWithItsOption() {
        assertThatThrownBy(() -> command("--window=soon"))
                .isInstanceOf(ParameterException.class)
                .hasMessage("Invalid value for option '--window':"
                        + " 'soon' is not a duration such as 250ms, 10s, 10m or 24h");
    }

    @Test
    void addressWithAPasswordIsRefused() {
        assertThatThrownBy(() -> command("--postgres=postgresql://writer:secret@db/votes")
                        .options(Map.of()))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("--postgres must not contain a password")
                .hasMessageNotContaining("secret@");
    }

    private static TallyCommand command(String... arguments) {
        TallyCommand command = new TallyCommand();
        new CommandLine(command).parseArgs(arguments);
        return command;
    }
}
