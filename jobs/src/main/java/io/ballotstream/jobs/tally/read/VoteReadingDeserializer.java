package io.ballotstream.jobs.tally.read;

import io.ballotstream.jobs.kafka.RawRecordDeserializer;
import io.ballotstream.jobs.tally.Contest;
import io.ballotstream.model.Lateness;
import org.apache.flink.api.common.serialization.DeserializationSchema.InitializationContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads votes while they are taken from Kafka, so that the source knows voting times and can hold the watermark back
 * for its slowest partition. It never fails: what cannot be used is a reading as well.
 */
public final class VoteReadingDeserializer implements KafkaRecordDeserializationSchema<VoteReading> {
    private final Contest contest;
    private final Lateness lateness;

    private transient VoteReader reader;

    public VoteReadingDeserializer(Contest contest, Lateness lateness) {
        this.contest = contest;
        this.lateness = lateness;
    }

    @Override
    public void open(InitializationContext context) {
        reader = new VoteReader(contest, lateness);
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<VoteReading> out) {
        out.collect(reader.read(RawRecordDeserializer.raw(record)));
    }

    @Override
    public TypeInformation<VoteReading> getProducedType() {
        return TypeInformation.of(VoteReading.class);
    }
}
