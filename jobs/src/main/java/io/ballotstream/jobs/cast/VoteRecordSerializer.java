package io.ballotstream.jobs.cast;

import io.ballotstream.model.Topics;
import io.ballotstream.model.codec.VoteJson;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Serializes a vote as a record of {@code votes_topic}, keyed by the vote id. The record has the Kafka timestamp of the
 * voter's record, and nothing else from it.
 */
public final class VoteRecordSerializer implements KafkaRecordSerializationSchema<CastVote> {
    /** Creates the serializer. */
    public VoteRecordSerializer() {}

    @Override
    public ProducerRecord<byte[], byte[]> serialize(CastVote cast, KafkaSinkContext context, Long elementTimestamp) {
        return new ProducerRecord<>(
                Topics.VOTES, null, cast.timestamp(), cast.vote().voteId().toAscii(), VoteJson.write(cast.vote()));
    }
}
