package io.ballotstream.jobs.tally.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ballotstream.model.LocationResult;
import io.ballotstream.model.Topics;
import io.ballotstream.model.codec.ResultJson;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Serializes a location's turnout as a record of {@code aggregated_turnout_by_location}, keyed by location. */
public final class LocationResultSerializer implements KafkaRecordSerializationSchema<LocationResult> {
    /** Creates the serializer. */
    public LocationResultSerializer() {}

    @Override
    public ProducerRecord<byte[], byte[]> serialize(LocationResult result, KafkaSinkContext context, Long timestamp) {
        return new ProducerRecord<>(
                Topics.LOCATION_RESULTS, result.location().getBytes(UTF_8), ResultJson.write(result));
    }
}
