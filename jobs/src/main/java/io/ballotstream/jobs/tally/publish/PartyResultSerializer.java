package io.ballotstream.jobs.tally.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ballotstream.model.PartyResult;
import io.ballotstream.model.Topics;
import io.ballotstream.model.codec.ResultJson;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Serializes a party's votes as a record of {@code aggregated_votes_per_party}, keyed by party. */
public final class PartyResultSerializer implements KafkaRecordSerializationSchema<PartyResult> {
    /** Creates the serializer. */
    public PartyResultSerializer() {}

    @Override
    public ProducerRecord<byte[], byte[]> serialize(PartyResult result, KafkaSinkContext context, Long timestamp) {
        return new ProducerRecord<>(Topics.PARTY_RESULTS, result.party().getBytes(UTF_8), ResultJson.write(result));
    }
}
