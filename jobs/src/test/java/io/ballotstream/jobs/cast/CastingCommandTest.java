package io.ballotstream.jobs.cast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.jobs.JobMain;
import io.ballotstream.jobs.JobOptions;
import io.ballotstream.store.DatabaseLogin;
import io.ballotstream.store.PostgresAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CastingCommandTest {
    @Test
    void defaultsAreLocalServicesAndUnboundedInput() throws Exception {
        assertThat(options(Map.of()))
                .isEqualTo(new JobOptions(
                        "127.0.0.1:9092",
                        new DatabaseLogin(new PostgresAddress(
                                "jdbc:postgresql://127.0.0.1:5432/ballotstream", "ballotstream", null)),
                        false));
    }

    @Test
    void optionsTakePrecedenceOverTheEnvironment() throws Exception {
        Map<String, String> environment = Map.of(
                "BALLOTSTREAM_KAFKA", "kafka:1",
                "BALLOTSTREAM_POSTGRES_URL", "postgresql://elsewhere/e",
                "BALLOTSTREAM_POSTGRES_USER", "writer");

        assertThat(options(environment, "--kafka", "k:2", "--postgres", "postgresql://p:3/db", "--bounded"))
                .isEqualTo(new JobOptions(
                        "k:2",
                        new DatabaseLogin(new PostgresAddress("jdbc:postgresql://p:3/db", "writer", null)),
                        true));
    }

    @Test
    void passwordOfTheEnvironmentIsNotInTheJobGraph() throws Exception {
        JobOptions options = options(Map.of("BALLOTSTREAM_POSTGRES_PASSWORD", "between-us"));

        assertThat(new String(InstantiationUtil.serializeObject(options.database()), StandardCharsets.ISO_8859_1))
                .contains("127.0.0.1:5432")
                .doesNotContain("between-us");
        assertThat(options.toString()).doesNotContain("between-us");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--kafak x; Unknown options: '--kafak', 'x'",
                "--kafka; Missing required parameter for option '--kafka' ([USER@]HOST:PORT)",
                "--postgres mysql://x/y; --postgres: The PostgreSQL address must have the form"
                        + " postgresql://[USER@]HOST[:PORT]/DATABASE, with percent-encoding for %, /, ? and spaces in a user"
                        + " name or password.",
            })
    void invalidOptionIsReportedOnOneLine(String arguments, String sentence) {
        assertThatThrownBy(() -> options(Map.of(), arguments.split(" ")))
                .isInstanceOf(ProgramParametrizationException.class)
                .hasMessage(sentence);
    }

    private static JobOptions options(Map<String, String> environment, String... arguments) throws Exception {
        List<JobOptions> options = new ArrayList<>();
        JobMain.run(new CastingCommand(), arguments, command -> options.add(command.options(environment)));
        return options.get(0);
    }
}
