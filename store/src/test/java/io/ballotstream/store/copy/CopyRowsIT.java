package io.ballotstream.store.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.store.PostgresAddress;
import io.ballotstream.store.SharedPostgres;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.util.ByteStreamWriter;

class CopyRowsIT {
    private static final List<String> COLUMNS = List.of("t", "b", "i", "l", "d", "day", "at");

    private static PostgresAddress database;

    private Connection connection;

    @BeforeAll
    static void create() {
        database = SharedPostgres.database("copies");
    }

    @BeforeEach
    void createTable() throws SQLException {
        connection = database.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute("CREATE TEMPORARY TABLE copied (t text, b bytea, i integer, l bigint,"
                    + " d double precision, day date, at timestamptz)");
        }
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void valuesOfAllTypesAreCopiedUnchanged() throws SQLException {
        try (CopyRows rows = new CopyRows(connection, "copied", COLUMNS)) {
            rows.row()
                    .text("tab\tquote\"back\\slash, 北海道 𝕏\n")
                    .bytea("\0\u00ff".getBytes(StandardCharsets.ISO_8859_1))
                    .integer(Integer.MIN_VALUE)
                    .bigint(Long.MAX_VALUE)
                    .doublePrecision(-71.0625)
                    .date(LocalDate.of(1912, 2, 29))
                    .timestamptz(Instant.parse("1969-12-31T23:59:59.999Z").toEpochMilli());
            rows.row()
                    .text("")
                    .bytea(new byte[0])
                    .integer(0)
                    .bigint(0L)
                    .doublePrecision(0.0)
                    .date(LocalDate.of(2000, 1, 1))
                    .timestamptz(Instant.parse("+294275-12-31T23:59:59.999Z").toEpochMilli());
            rows.finish();
        }

        assertThat(text("SELECT t FROM copied WHERE i < 0")).isEqualTo("tab\tquote\"back\\slash, 北海道 𝕏\n");
        assertThat(text("SELECT concat_ws('|', encode(b, 'hex'), i, l, d, day, at) FROM copied WHERE i < 0"))
                .isEqualTo("00ff|-2147483648|9223372036854775807|-71.0625|1912-02-29|1969-12-31 23:59:59.999+00");
        assertThat(text("SELECT concat_ws('|', t, encode(b, 'hex'), i, l, d, day, at) FROM copied WHERE i = 0"))
                .isEqualTo("||0|0|0|2000-01-01|294275-12-31 23:59:59.999+00");
    }

    @Test
    void nullsAreCopiedAsNulls() throws SQLException {
        try (CopyRows rows = new CopyRows(connection, "copied", COLUMNS)) {
            rows.row()
                    .text(null)
                    .bytea(null)
                    .integer(null)
                    .bigint(null)
                    .doublePrecision(null)
                    .date(null)
                    .timestamptz(null);
            rows.finish();
        }

        assertThat(text("SELECT num_nulls(t, b, i, l, d, day, at) FROM copied")).isEqualTo("7");
    }

    @Test
    void rowsOfManyBuffersAreCopiedInOrder() throws SQLException {
        String large = "x".repeat(300_000);
        try (CopyRows rows = new CopyRows(connection, "copied", List.of("l", "t"))) {
            for (long row = 0; row < 50_000; row++) {
                rows.row().bigint(row).text(row == 20_000 ? large : "row " + row);
            }
            rows.finish();
        }

        assertThat(text("SELECT count(*) FROM copied WHERE t = 'row ' || l")).isEqualTo("49999");
        assertThat(text("SELECT length(t) FROM copied WHERE l = 20000")).isEqualTo("300000");
    }

    @Test
    void copyWithoutRowsIsValid() throws SQLException {
        try (CopyRows rows = new CopyRows(connection, "copied", COLUMNS)) {
            rows.finish();
        }

        assertThat(text("SELECT count(*) FROM copied")).isEqualTo("0");
    }

    @Test
    void unfinishedRowsAreDiscarded() throws SQLException {
        try (CopyRows rows = new CopyRows(connection, "copied", List.of("l", "t"))) {
            for (long row = 0; row < 10_000; row++) {
                rows.row().bigint(row).text("more than fits into one buffer");
            }
        }

        assertThat(text("SELECT count(*) FROM copied")).isEqualTo("0");
    }

    @Test
    void rowsOfOneBufferAreCopiedAtOnce() throws Exception {
        RowBuffer rows = new RowBuffer(2, 0);
        rows.row().bigint(1L).text("one");
        rows.row().bigint(2L).text("two");

        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY copied (l, t) FROM STDIN (FORMAT binary)", ByteStreamWriter.of(rows.finish()));

        assertThat(text("SELECT string_agg(l || t, ' ' ORDER BY l) FROM copied"))
                .isEqualTo("1one 2two");
    }

    @Test
    void rowWithoutAllFieldsIsRefused() {
        RowBuffer rows = new RowBuffer(2, 0);
        rows.row().bigint(1L);

        assertThatThrownBy(rows::row)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The row must have 2 fields, but has 1");
        rows.text("one").text("too many");
        assertThatThrownBy(rows::finish)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The row must have 2 fields, but has 3");
    }

    @Test
    void timeOutsideOfPostgresRangeIsNoTimestamp() {
        assertThat(RowBuffer.isTimestamp(0)).isTrue();
        assertThat(RowBuffer.isTimestamp(
                        Instant.parse("+294275-12-31T23:59:59.999Z").toEpochMilli()))
                .isTrue();
        assertThat(RowBuffer.isTimestamp(Long.MAX_VALUE)).isFalse();
    }

    private String text(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }
}
