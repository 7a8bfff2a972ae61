package io.ballotstream.jobs.rejected;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.jobs.PostgresTestBase;
import io.ballotstream.jobs.kafka.RawRecord;
import io.ballotstream.jobs.postgres.TableConnection;
import io.ballotstream.model.RejectReason;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RejectedRecordsTableIT extends PostgresTestBase {
    private static final String ROWS = "SELECT topic, kafka_partition, kafka_offset, reason, detail,"
            + " encode(payload, 'hex'), extract(epoch FROM rejected_at) FROM rejected_records ORDER BY kafka_partition";

    private static final RejectedRecord EMPTY = new RejectedRecord(
            "voters_topic", 0, 7, RejectReason.EMPTY, "The record has no value.", null, 1_700_000_000_123L);
    private static final RejectedRecord BROKEN = new RejectedRecord(
            "voters_topic",
            1,
            Long.MAX_VALUE,
            RejectReason.NOT_JSON,
            "It's \"broken\", {really} \\ NULL 票.",
            "{\0\"".getBytes(StandardCharsets.UTF_8),
            -1);

    @Test
    void recordIsStoredWithItsRawBytes() throws Exception {
        write(EMPTY, BROKEN);

        assertThat(rows(ROWS))
                .containsExactly(
                        "voters_topic|0|7|EMPTY|The record has no value.||1700000000.123000",
                        "voters_topic|1|9223372036854775807|NOT_JSON|It's \"broken\", {really} \\ NULL 票.|7b0022"
                                + "|-0.001000");
    }

    @Test
    void onlyTheBeginningOfALargeRecordIsStored() throws Exception {
        byte[] large = new byte[100_000];
        Arrays.fill(large, (byte) 7);

        write(RejectedRecord.of(
                new RawRecord("voters_topic", 0, 7, 1_700_000_000_123L, null, large),
                RejectReason.NOT_JSON,
                "The record is no JSON."));

        assertThat(rows("SELECT octet_length(payload) FROM rejected_records")).containsExactly("4096");
    }

    @Test
    void writingABatchTwiceChangesNothing() throws Exception {
        write(EMPTY, BROKEN, EMPTY);
        List<String> before = rows(ROWS);

        write(EMPTY, BROKEN);

        assertThat(rows(ROWS)).hasSize(2).isEqualTo(before);
    }

    @Test
    void insertAndCopyWriteTheSameRows() throws Exception {
        write(EMPTY, BROKEN);
        List<String> inserted = rows(ROWS);
        execute("TRUNCATE rejected_records");

        // The first batch contains no existing rows, so the second one is copied.
        writeBatches(List.of(record(0)), List.of(EMPTY, BROKEN));

        assertThat(rows(ROWS)).contains(inserted.toArray(String[]::new)).hasSize(3);
    }

    @Test
    void existingRowInABatchOfNewRowsIsSkipped() throws Exception {
        writeBatches(
                List.of(record(0), record(1)),
                List.of(record(2), record(3)),
                List.of(record(4), record(3), record(5)),
                List.of(record(5), record(6)),
                List.of(record(7)),
                List.of(record(8)));

        assertThat(rows("SELECT kafka_offset FROM rejected_records ORDER BY kafka_offset"))
                .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8");
    }

    @Test
    void rowsAreCopiedAfterTheFirstBatchWithoutExistingRows() throws Exception {
        execute("CREATE TABLE commands (command text)");
        execute("CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS"
                + " $$BEGIN INSERT INTO commands VALUES (split_part(current_query(), ' ', 1)); RETURN NULL; END$$");
        execute("CREATE TRIGGER note AFTER INSERT ON rejected_records EXECUTE FUNCTION note()");
        try {
            writeBatches(
                    List.of(record(0)),
                    List.of(record(1)),
                    List.of(record(2)),
                    List.of(record(2), record(3)),
                    List.of(record(4)),
                    List.of(record(5)));

            assertThat(rows("SELECT string_agg(command, ' ' ORDER BY ctid) FROM commands"))
                    .containsExactly("INSERT COPY COPY INSERT INSERT COPY");
        } finally {
            execute("DROP TRIGGER note ON rejected_records");
            execute("DROP FUNCTION note");
            execute("DROP TABLE commands");
        }
    }

    @Test
    void failedCopyDoesNotContainTheRow() throws Exception {
        execute("ALTER TABLE rejected_records ADD CONSTRAINT few CHECK (kafka_offset < 4711)");
        try {
            assertThatThrownBy(() -> writeBatches(List.of(record(1)), List.of(record(4711))))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("few")
                    .hasMessageNotContaining("4711");
        } finally {
            execute("ALTER TABLE rejected_records DROP CONSTRAINT few");
        }
    }

    private static RejectedRecord record(long offset) {
        return new RejectedRecord("voters_topic", 7, offset, RejectReason.EMPTY, "The record has no value.", null, 0);
    }

    private static void write(RejectedRecord... records) throws Exception {
        writeBatches(Arrays.asList(records));
    }

    @SafeVarargs
    private static void writeBatches(List<RejectedRecord>... batches) throws Exception {
        TableConnection<RejectedRecord> connection = new TableConnection<>(RejectedRecordsTable.TABLE, login());
        try {
            for (List<RejectedRecord> batch : batches) {
                connection.write(batch);
            }
        } finally {
            connection.abort();
        }
    }
}
