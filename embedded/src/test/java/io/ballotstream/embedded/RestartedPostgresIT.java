package io.ballotstream.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartedPostgresIT {
    @TempDir
    private Path parent;

    @Test
    void killedServerIsBackOnItsPortWithWhatWasCommitted() throws Exception {
        try (RunDirectory run = RunDirectory.temporaryIn(parent);
                EmbeddedPostgresServer server = EmbeddedPostgresServer.startToBeRestarted(run)) {
            try (Connection connection = connect(server);
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE kept AS SELECT 7 AS number");
                List<ProcessHandle> processes = server.processes();
                assertThat(processes).hasSizeGreaterThan(2);

                processes.forEach(ProcessHandle::destroyForcibly);
                await().until(() -> server.processes().isEmpty());
            }
            String url = server.jdbcUrl();

            server.restart();

            assertThat(server.jdbcUrl()).isEqualTo(url);
            assertThat(server.port()).isBetween(20_000, 32_767);
            try (Connection connection = connect(server);
                    ResultSet row = connection.createStatement().executeQuery("SELECT number FROM kept")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getInt(1)).isEqualTo(7);
            }
        }
    }

    private static Connection connect(EmbeddedPostgresServer server) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
    }
}
