package io.ballotstream.jobs.tally.read;

import io.ballotstream.jobs.election.ElectionSource;
import io.ballotstream.jobs.kafka.RawRecordDeserializer;
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
    private final ElectionSource election;
    private final Lateness lateness;

    private transient VoteReader reader;

    /** @param election read when a source's subtask opens */
    public VoteReadingDeserializer(ElectionSource election, Lateness lateness) {
        this.election = election;
        this.lateness = lateness;
    }

    @Override
    public void open(InitializationContext context) throws Exception {
        reader = new VoteReader(ElectionSource.orEndJob(election::forTally), lateness);
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
