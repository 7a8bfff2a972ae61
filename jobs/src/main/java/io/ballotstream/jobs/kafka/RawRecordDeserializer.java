package io.ballotstream.jobs.kafka;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Does not parse records, because the job must reject invalid records, and its source must not fail on them. */
public final class RawRecordDeserializer implements KafkaRecordDeserializationSchema<RawRecord> {
    /** Creates the deserializer. */
    public RawRecordDeserializer() {}

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RawRecord> out) {
        out.collect(raw(record));
    }

    /**
     * Converts a record.
     *
     * @param record a consumer's record
     * @return the record without its headers
     */
    public static RawRecord raw(ConsumerRecord<byte[], byte[]> record) {
        return new RawRecord(
                record.topic(), record.partition(), record.offset(), record.timestamp(), record.key(), record.value());
    }

    @Override
    public TypeInformation<RawRecord> getProducedType() {
        return TypeInformation.of(RawRecord.class);
    }
}
