package io.ballotstream.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlTallyTest {
    @Test
    void scriptIsSplitIntoStatementsWithoutCommentsAndFrame() {
        String script = """
                -- A comment; with a semicolon.
                SET 'a' = 'b';

                CREATE VIEW v AS
                SELECT 1;

                EXECUTE STATEMENT SET BEGIN

                INSERT INTO t SELECT 1;

                INSERT INTO u SELECT 2;

                END;
                """;

        assertThat(SqlTally.statements(script))
                .containsExactly(
                        "SET 'a' = 'b'",
                        "CREATE VIEW v AS\nSELECT 1",
                        "INSERT INTO t SELECT 1",
                        "INSERT INTO u SELECT 2");
    }
}
