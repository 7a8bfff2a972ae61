package io.ballotstream.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.embedded.EmbeddedPostgresServer;
import io.ballotstream.embedded.RunDirectory;
import io.ballotstream.model.ServiceFailedException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NetworkTimeoutIT {
    private static RunDirectory run;
    private static EmbeddedPostgresServer server;

    @BeforeAll
    static void start() throws IOException {
        run = RunDirectory.temporary();
        server = EmbeddedPostgresServer.start(run);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        run.close();
    }

    private static PostgresAddress address(String parameters) {
        return new PostgresAddress(server.jdbcUrl() + parameters, server.user(), server.password());
    }

    @Test
    void connectionToSilentServerTimesOut() throws SQLException {
        try (Connection connection = address("").connect();
                Connection ofJob = new DatabaseLogin(address("")).connect();
                Connection patient = address("").connectForLongStatements()) {
            assertThat(connection.getNetworkTimeout()).isEqualTo(60_000);
            assertThat(ofJob.getNetworkTimeout()).isEqualTo(60_000);
            assertThat(patient.getNetworkTimeout())
                    .isEqualTo((int) Duration.ofMinutes(15).toMillis());
        }
    }

    @Test
    void timeoutInTheAddressTakesPrecedence() throws SQLException {
        try (Connection connection = address("?socketTimeout=1").connectForLongStatements();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("SELECT pg_sleep(60)"))
                    .isInstanceOf(SQLException.class)
                    .extracting(failure -> ((SQLException) failure).getSQLState())
                    .isEqualTo("08006");
        }
    }

    @Test
    void migrationOfSilentServerTimesOut() throws SQLException {
        PostgresAddress impatient = address("?socketTimeout=1");
        Schema.migrate(address(""));
        try (Connection blocker = address("").connect();
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("LOCK TABLE flyway_schema_history");
            assertThatThrownBy(() -> Schema.migrate(impatient)).isInstanceOf(ServiceFailedException.class);
        }
    }
}
