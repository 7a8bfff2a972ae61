package io.ballotstream.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class RawRecordDeserializerTest {
    @Test
    void recordsAreNotParsed() {
        List<RawRecord> taken = new ArrayList<>();

        new RawRecordDeserializer()
                .deserialize(record(new byte[] {1}, new byte[] {(byte) 0xff, 0}), new ListCollector<>(taken));
        new RawRecordDeserializer().deserialize(record(null, null), new ListCollector<>(taken));

        assertThat(taken)
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(
                        new RawRecord("topic", 3, 42, 1234, new byte[] {1}, new byte[] {(byte) 0xff, 0}),
                        new RawRecord("topic", 3, 42, 1234, null, null));
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] key, byte[] value) {
        return new ConsumerRecord<>(
                "topic",
                3,
                42,
                1234,
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                value,
                new RecordHeaders(),
                Optional.empty());
    }
}
