package io.ballotstream.jobs.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.jobs.PostgresTestBase;
import io.ballotstream.jobs.RejectedRecord;
import io.ballotstream.model.RejectReason;
import java.nio.charset.StandardCharsets;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // A harness may be interrupted while it closes.
class PostgresSinkIT extends PostgresTestBase {
    private static final RejectedRecord EMPTY = new RejectedRecord(
            "voters_topic", 0, 7, RejectReason.EMPTY, "The record has no value.", null, 1_700_000_000_123L);
    private static final RejectedRecord BROKEN = new RejectedRecord(
            "voters_topic",
            1,
            Long.MAX_VALUE,
            RejectReason.NOT_JSON,
            "It's \"broken\", {really} \\ 票.",
            "{\\x00".getBytes(StandardCharsets.UTF_8),
            -1);

    @Test
    void checkpointWritesWhatCameBefore() throws Exception {
        try (var harness = harness(RejectedRecordsTable.TABLE, login())) {
            harness.open();
            harness.processElement(EMPTY, 0);
            harness.processElement(BROKEN, 0);
            harness.prepareSnapshotPreBarrier(1);
        }

        assertThat(rows("SELECT topic, kafka_partition, kafka_offset, reason, detail, encode(payload, 'escape'),"
                        + " extract(epoch FROM rejected_at) FROM rejected_records ORDER BY kafka_partition"))
                .containsExactly(
                        "voters_topic|0|7|EMPTY|The record has no value.||1700000000.123000",
                        "voters_topic|1|9223372036854775807|NOT_JSON|It's \"broken\", {really} \\ 票.|{\\\\x00|-0.001000");
    }

    static <T> OneInputStreamOperatorTestHarness<T, ?> harness(Table<T> table, DatabaseLogin login) throws Exception {
        return new OneInputStreamOperatorTestHarness<>(
                new SinkWriterOperatorFactory<>(new PostgresSink<>(table, login)));
    }
}
