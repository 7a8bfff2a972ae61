package io.ballotstream.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.store.Connections;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class AuditCommandTest {
    @ParameterizedTest
    @ValueSource(strings = {"120", "-1s", "soon", "1d", ""})
    void invalidDurationOfWaitIsRefused(String wait) {
        StringWriter err = new StringWriter();

        int exitCode = new CommandLine(new AuditCommand(new Connections(Map.of()), sha256 -> Optional.empty()))
                .setErr(new PrintWriter(err))
                .execute("--wait=" + wait);

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString()).startsWith("Invalid value for option '--wait': '" + wait + "' is not a duration");
    }
}
