package io.ballotstream.audit;

import io.ballotstream.model.CandidateResult;
import io.ballotstream.model.InvalidRecordException;
import io.ballotstream.model.LocationResult;
import io.ballotstream.model.Topics;
import io.ballotstream.model.codec.ResultJson;
import io.ballotstream.store.kafka.TopicReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the compacted topics of aggregated results say: the newest record of each key.
 *
 * @param candidates by the record's key
 * @param locations by the record's key
 * @param unreadable a sentence for each of the first newest records that cannot be read, or whose key is not its id
 */
record AggregatedTopics(
        Map<String, CandidateResult> candidates, Map<String, LocationResult> locations, List<String> unreadable) {

    /** Reads both topics up to where they end now. */
    static AggregatedTopics read(String kafka) {
        Findings unreadable = new Findings();
        Map<String, CandidateResult> candidates = newest(
                kafka,
                Topics.CANDIDATE_RESULTS,
                ResultJson::readCandidateResult,
                CandidateResult::candidateId,
                unreadable);
        Map<String, LocationResult> locations = newest(
                kafka, Topics.LOCATION_RESULTS, ResultJson::readLocationResult, LocationResult::location, unreadable);
        return new AggregatedTopics(candidates, locations, unreadable.list());
    }

    private interface Decoder<T> {
        T read(byte[] json) throws InvalidRecordException;
    }

    private interface Key<T> {
        String of(T result);
    }

    /** A key's records are on one partition, in the order in which they were written. */
    private static <T> Map<String, T> newest(
            String kafka, String topic, Decoder<T> decoder, Key<T> key, Findings unreadable) {
        Map<String, byte[]> newest = new HashMap<>();
        try (TopicReader reader = new TopicReader(kafka, topic)) {
            reader.readToEnd(record -> newest.put(text(record.key()), TopicReader.bytes(record.value())));
        }
        Map<String, T> results = new HashMap<>();
        newest.forEach((name, json) -> {
            try {
                T result = decoder.read(json);
                if (!key.of(result).equals(name)) {
                    unreadable.add(
                            () -> "the newest record of " + topic + " for " + name + " is about " + key.of(result));
                }
                results.put(name, result);
            } catch (InvalidRecordException e) {
                unreadable.add(
                        () -> "the newest record of " + topic + " for " + name + " cannot be read: " + e.getMessage());
            }
        });
        return results;
    }

    private static String text(ByteBuffer key) {
        return key == null ? "" : StandardCharsets.UTF_8.decode(key.duplicate()).toString();
    }
}
