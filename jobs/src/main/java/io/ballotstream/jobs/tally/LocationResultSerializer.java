package io.ballotstream.jobs.tally;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ballotstream.model.LocationResult;
import io.ballotstream.model.ResultJson;
import io.ballotstream.model.Topics;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A record of {@code aggregated_turnout_by_location}, keyed by location. */
final class LocationResultSerializer implements KafkaRecordSerializationSchema<LocationResult> {
    @Override
    public ProducerRecord<byte[], byte[]> serialize(LocationResult result, KafkaSinkContext context, Long timestamp) {
        return new ProducerRecord<>(
                Topics.LOCATION_RESULTS, result.location().getBytes(UTF_8), ResultJson.write(result));
    }
}
