package io.ballotstream.jobs.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.jobs.PostgresTestBase;
import io.ballotstream.jobs.RejectedRecord;
import io.ballotstream.model.RejectReason;
import java.nio.charset.StandardCharsets;
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
    void recordIsKeptWithItsRawBytes() throws Exception {
        write(EMPTY, BROKEN);

        assertThat(rows(ROWS))
                .containsExactly(
                        "voters_topic|0|7|EMPTY|The record has no value.||1700000000.123000",
                        "voters_topic|1|9223372036854775807|NOT_JSON|It's \"broken\", {really} \\ NULL 票.|7b0022"
                                + "|-0.001000");
    }

    @Test
    void sameBatchTwiceChangesNothing() throws Exception {
        write(EMPTY, BROKEN, EMPTY);
        List<String> before = rows(ROWS);

        write(EMPTY, BROKEN);

        assertThat(rows(ROWS)).hasSize(2).isEqualTo(before);
    }

    private static void write(RejectedRecord... records) throws Exception {
        TableConnection<RejectedRecord> connection = new TableConnection<>(RejectedRecordsTable.TABLE, login());
        try {
            connection.write(Arrays.asList(records));
        } finally {
            connection.abort();
        }
    }
}
