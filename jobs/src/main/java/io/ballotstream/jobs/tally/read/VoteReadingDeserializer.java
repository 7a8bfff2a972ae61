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
 * Parses votes inside the source, so that the source knows the voting times and can align the watermark with its
 * slowest partition. It does not fail on invalid records, but returns a rejection.
 */
public final class VoteReadingDeserializer implements KafkaRecordDeserializationSchema<VoteReading> {
    private final ElectionSource election;
    private final Lateness lateness;

    private transient VoteReader reader;

    /**
     * Creates the deserializer.
     *
     * @param election read whenever a subtask opens
     * @param lateness decides which votes are late
     */
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
