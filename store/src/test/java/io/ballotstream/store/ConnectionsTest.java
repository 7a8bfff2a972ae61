package io.ballotstream.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.model.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ConnectionsTest {
    @TempDir
    Path directory;

    @Test
    void defaultsAreOnTheLoopbackAddress() {
        Connections connections = new Connections(Map.of());

        assertThat(connections.kafka(null)).isEqualTo("127.0.0.1:9092");
        assertThat(connections.postgres(null))
                .isEqualTo(new PostgresAddress("jdbc:postgresql://127.0.0.1:5432/ballotstream", "ballotstream", null));
    }

    @Test
    void environmentTakesPrecedenceOverTheDefault() {
        Connections connections = new Connections(Map.of(
                "BALLOTSTREAM_KAFKA", "kafka:19092",
                "BALLOTSTREAM_POSTGRES_URL", "postgresql://db/votes",
                "BALLOTSTREAM_POSTGRES_USER", "ada",
                "BALLOTSTREAM_POSTGRES_PASSWORD", "secret"));

        assertThat(connections.kafka(null)).isEqualTo("kafka:19092");
        assertThat(connections.postgres(null))
                .isEqualTo(new PostgresAddress("jdbc:postgresql://db/votes", "ada", "secret"));
    }

    @Test
    void optionTakesPrecedenceOverTheEnvironment() {
        Connections connections = new Connections(Map.of(
                "BALLOTSTREAM_KAFKA", "kafka:19092",
                "BALLOTSTREAM_POSTGRES_URL", "postgresql://db/votes",
                "BALLOTSTREAM_POSTGRES_PASSWORD", "secret"));

        assertThat(connections.kafka("other:9092")).isEqualTo("other:9092");
        assertThat(connections.postgres("postgresql://bob@elsewhere/votes"))
                .isEqualTo(new PostgresAddress("jdbc:postgresql://elsewhere/votes", "bob", "secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka:9092", "127.0.0.1:9092", "[::1]:9092", "a-b.example:1,c_d:65535,[fe80::1]:9"})
    void brokersAreHostsWithPorts(String brokers) {
        assertThat(new Connections(Map.of()).kafka(brokers)).isEqualTo(brokers);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"kafka", ":9092", "kafka:", "kafka:port", "a:1,", "a:1, b:2", "a:1;b:2", "::1:9", "http://a:1"})
    void brokersOfAnotherFormAreRefused(String brokers) {
        Connections connections = new Connections(Map.of());

        assertThatThrownBy(() -> connections.kafka(brokers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The brokers must have the form [USER@]HOST:PORT[,HOST:PORT…], but are \"" + brokers + "\".");
    }

    @Test
    void emptyVariableCountsAsUnset() throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "from the file");
        Connections connections = new Connections(Map.of(
                "BALLOTSTREAM_KAFKA", "",
                "BALLOTSTREAM_POSTGRES_URL", "",
                "BALLOTSTREAM_POSTGRES_USER", "",
                "BALLOTSTREAM_POSTGRES_PASSWORD", "",
                "BALLOTSTREAM_POSTGRES_PASSWORD_FILE", file.toString()));

        assertThat(connections.kafka(null)).isEqualTo(Connections.DEFAULT_KAFKA);
        assertThat(connections.postgres(null))
                .isEqualTo(new PostgresAddress(
                        "jdbc:postgresql://127.0.0.1:5432/ballotstream", "ballotstream", "from the file"));
    }

    @Test
    void secretIsTheFirstLineOfTheFileThatTheVariableNames() throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "s3cret ✓\nnot this\n");

        assertThat(new Connections(Map.of("X_FILE", file.toString())).secret("X"))
                .isEqualTo("s3cret ✓");
    }

    @Test
    void variableTakesPrecedenceOverItsFile() {
        assertThat(new Connections(Map.of("X", "here", "X_FILE", "/nowhere")).secret("X"))
                .isEqualTo("here");
    }

    @Test
    void secretOfAnEmptyFileIsEmpty() throws IOException {
        Path file = Files.createFile(directory.resolve("password"));

        assertThat(new Connections(Map.of("X_FILE", file.toString())).secret("X"))
                .isEmpty();
    }

    @Test
    void missingSecretIsNull() {
        assertThat(new Connections(Map.of()).secret("X")).isNull();
    }

    @Test
    void unreadableFileIsNamed() throws IOException {
        Path latin1 = Files.write(directory.resolve("password"), new byte[] {(byte) 0xE9, '\n'});

        for (String file : new String[] {"/no/such/file", directory.toString(), latin1.toString(), "nul\0"}) {
            assertThatThrownBy(() -> new Connections(Map.of("X_FILE", file)).secret("X"))
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The file " + file + ", named by X_FILE, cannot be read.");
        }
    }

    @Test
    void optionsAreParsed() {
        ConnectionOptions options = new ConnectionOptions();
        new CommandLine(new Program(options)).parseArgs("--kafka", "k:1", "--postgres", "postgresql://ada@db/votes");

        assertThat(options.kafka(new Connections(Map.of()))).isEqualTo("k:1");
        assertThat(options.postgres(new Connections(Map.of())))
                .isEqualTo(new PostgresAddress("jdbc:postgresql://db/votes", "ada", null));
    }

    @Test
    void wrongAddressIsBadInputThatNamesTheOption() {
        ConnectionOptions options = new ConnectionOptions();
        new CommandLine(new Program(options)).parseArgs("--postgres", "ada:secret@db");

        assertThatThrownBy(() -> options.postgres(new Connections(Map.of())))
                .isExactlyInstanceOf(BadInputException.class)
                .hasMessage("--postgres: The PostgreSQL address must have the form "
                        + "postgresql://[USER@]HOST[:PORT]/DATABASE, with percent-encoding for %, /, ? and spaces in a user"
                        + " name or password.");
    }

    @CommandLine.Command
    private record Program(@CommandLine.Mixin ConnectionOptions options) {}
}
