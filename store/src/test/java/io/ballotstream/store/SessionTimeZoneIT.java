package io.ballotstream.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.util.DefaultTimeZone;

class SessionTimeZoneIT {
    private static PostgresAddress address;

    @BeforeAll
    static void create() {
        address = SharedPostgres.database("time_zones");
    }

    @Test
    @DefaultTimeZone("Asia/Tokyo")
    void sessionIsInUtcForAnyDefaultTimeZone() throws SQLException {
        try (Connection connection = address.connect();
                ResultSet row = connection.createStatement().executeQuery("SHOW TimeZone")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("UTC");
        }
    }

    @Test
    @DefaultTimeZone("PST")
    void unknownTimeZoneIsNamed() {
        assertThatThrownBy(address::connect)
                .isExactlyInstanceOf(SQLException.class)
                .hasMessage("the server does not know this JVM's default time zone PST;"
                        + " start the JVM with -Duser.timezone=UTC");
    }
}
