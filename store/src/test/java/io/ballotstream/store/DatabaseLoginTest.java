package io.ballotstream.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DatabaseLoginTest {
    private static final Map<String, String> SECRETS = Map.of("BALLOTSTREAM_POSTGRES_PASSWORD", "of this process");

    @Test
    void passwordComesFromTheEnvironmentOfTheProcess() {
        DatabaseLogin login = new DatabaseLogin(new PostgresAddress("jdbc:postgresql://p/db", "writer", null));

        assertThat(login.withPassword(SECRETS::get))
                .isEqualTo(new PostgresAddress("jdbc:postgresql://p/db", "writer", "of this process"));
    }

    @Test
    void passwordInTheAddressTakesPrecedence() {
        DatabaseLogin login = new DatabaseLogin(new PostgresAddress("jdbc:postgresql://p/db", "writer", "given"));

        assertThat(login.withPassword(SECRETS::get)).isEqualTo(login.address());
    }

    @Test
    void passwordIsNotInTheText() {
        DatabaseLogin login = new DatabaseLogin(new PostgresAddress("jdbc:postgresql://p/db", "writer", "given"));

        assertThat(login).hasToString("jdbc:postgresql://p/db as writer");
    }

    @Test
    void driverOutsideOfAJobsJarStaysRegistered() {
        assertThat(org.postgresql.Driver.isRegistered()).isTrue();
    }
}
