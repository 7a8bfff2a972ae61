package io.ballotstream.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresAddressTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgresql://db/votes | jdbc:postgresql://db/votes",
                "postgres://db/votes | jdbc:postgresql://db/votes",
                "postgresql://db:5433/votes | jdbc:postgresql://db:5433/votes",
                "jdbc:postgresql://db:5433/votes | jdbc:postgresql://db:5433/votes",
                "postgresql://[::1]:5432/votes | jdbc:postgresql://[::1]:5432/votes",
                "postgresql://db/votes?sslmode=require&tcpKeepAlive=true"
                        + " | jdbc:postgresql://db/votes?sslmode=require&tcpKeepAlive=true",
                "postgresql://my_postgres:5432/votes | jdbc:postgresql://my_postgres:5432/votes",
                "postgresql://db1:5432,db2,[::1]:5433/votes?targetServerType=primary"
                        + " | jdbc:postgresql://db1:5432,db2,[::1]:5433/votes?targetServerType=primary",
                "postgresql://db/my%20votes | jdbc:postgresql://db/my%20votes",
            })
    void addressIsConvertedToAJdbcUrl(String text, String jdbcUrl) {
        assertThat(PostgresAddress.parse(text, "ada", "secret"))
                .isEqualTo(new PostgresAddress(jdbcUrl, "ada", "secret"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgresql://bob:other@db/votes | bob | other",
                "jdbc:postgresql://bob:other@db/votes | bob | other",
                "postgresql://bob@db/votes | bob | secret",
                "postgresql://b%6Fb%40x:p%3Aq%2Fr+s:t@db/votes | bob@x | p:q/r+s:t",
                "jdbc:postgresql://db/votes?user=bob&password=ot%26her | bob | ot&her",
                "postgresql://bob:#o^t{h}e<r>;é@db/votes | bob | #o^t{h}e<r>;é",
                "postgresql://bob:at@least:two@db/votes | bob | at@least:two",
                "postgresql://db/votes?password=other | ada | other",
            })
    void credentialsInTheAddressTakePrecedence(String text, String user, String password) {
        assertThat(PostgresAddress.parse(text, "ada", "secret"))
                .isEqualTo(new PostgresAddress("jdbc:postgresql://db/votes", user, password));
    }

    @Test
    void otherParametersAreKept() {
        assertThat(PostgresAddress.parse("postgresql://db/votes?a=1&password=x&b=2&user=bob", null, null))
                .isEqualTo(new PostgresAddress("jdbc:postgresql://db/votes?a=1&b=2", "bob", "x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "db",
                "db:5432",
                "postgresql://ada:secret@db",
                "postgresql://ada:secret@db/",
                "postgresql:votes",
                "jdbc:postgresql:votes",
                "postgresql:///votes",
                "mysql://ada:secret@db/votes",
                "postgresql://ada:secret@db:port/votes",
                "postgresql://ada:sec ret@db/votes",
                "postgresql://ada:sec%ret@db/votes",
                "postgresql://ada:sec/ret@db/votes",
                "postgresql://ada:sec?ret@db/votes",
                "postgresql://ada:secret@db/votes?password=sec%ret",
                "postgresql://ada:secret@db:65536/votes",
                "postgresql://ada:secret@db:0/votes",
                "postgresql://ada:secret@db,/votes",
                "postgresql://ada:secret@db#1/votes",
            })
    void invalidAddressIsRefusedWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> PostgresAddress.parse(text, "ada", "secret"))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("The PostgreSQL address must have the form postgresql://[USER@]HOST[:PORT]/DATABASE, with"
                        + " percent-encoding for %, /, ? and spaces in a user name or password.")
                .hasNoCause();
    }

    @Test
    void textFormOmitsPasswordAndParameters() {
        assertThat(PostgresAddress.parse("postgresql://ada:secret@db:5432/votes?sslpassword=hidden", null, null))
                .hasToString("jdbc:postgresql://db:5432/votes as ada");
    }
}
