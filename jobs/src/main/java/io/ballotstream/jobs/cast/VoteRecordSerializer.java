package io.ballotstream.jobs.cast;

import io.ballotstream.model.Topics;
import io.ballotstream.model.codec.VoteJson;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A vote as a record of {@code votes_topic}: by its key to its partition, with the Kafka timestamp of its voter's record,
 * and without a word of who the voter is.
 */
public final class VoteRecordSerializer implements KafkaRecordSerializationSchema<CastVote> {
    @Override
    public ProducerRecord<byte[], byte[]> serialize(CastVote cast, KafkaSinkContext context, Long elementTimestamp) {
        return new ProducerRecord<>(
                Topics.VOTES, null, cast.timestamp(), cast.vote().voteId().toAscii(), VoteJson.write(cast.vote()));
    }
}
