package io.ballotstream.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.embedded.EmbeddedPostgresServer;
import io.ballotstream.embedded.RunDirectory;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.util.DefaultTimeZone;

class SessionTimeZoneIT {
    private static RunDirectory run;
    private static EmbeddedPostgresServer server;
    private static PostgresAddress address;

    @BeforeAll
    static void start() throws IOException {
        run = RunDirectory.temporary();
        server = EmbeddedPostgresServer.start(run);
        address = new PostgresAddress(server.jdbcUrl(), server.user(), server.password());
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        run.close();
    }

    @Test
    @DefaultTimeZone("Asia/Tokyo")
    void sessionIsInUtcWhateverTheDefaultTimeZone() throws SQLException {
        try (Connection connection = address.connect();
                ResultSet row = connection.createStatement().executeQuery("SHOW TimeZone")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("UTC");
        }
    }

    @Test
    @DefaultTimeZone("PST")
    void timeZoneThatTheServerDoesNotKnowIsNamed() {
        assertThatThrownBy(address::connect)
                .isExactlyInstanceOf(SQLException.class)
                .hasMessage("the server does not know this JVM's default time zone PST:"
                        + " start the JVM with -Duser.timezone=UTC");
    }
}
