package io.ballotstream.jobs.tally.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ballotstream.model.CandidateResult;
import io.ballotstream.model.Topics;
import io.ballotstream.model.codec.ResultJson;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Serializes a candidate's standing as a record of {@code aggregated_votes_per_candidate}, keyed by candidate id. */
public final class CandidateResultSerializer implements KafkaRecordSerializationSchema<CandidateResult> {
    /** Creates the serializer. */
    public CandidateResultSerializer() {}

    @Override
    public ProducerRecord<byte[], byte[]> serialize(CandidateResult result, KafkaSinkContext context, Long timestamp) {
        return new ProducerRecord<>(
                Topics.CANDIDATE_RESULTS, result.candidateId().getBytes(UTF_8), ResultJson.write(result));
    }
}
