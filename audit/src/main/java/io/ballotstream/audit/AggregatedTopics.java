package io.ballotstream.audit;

import io.ballotstream.model.CandidateResult;
import io.ballotstream.model.InvalidRecordException;
import io.ballotstream.model.LocationResult;
import io.ballotstream.model.PartyResult;
import io.ballotstream.model.Topics;
import io.ballotstream.model.codec.ResultJson;
import io.ballotstream.store.kafka.TopicReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The newest record of each key on the aggregated topics.
 *
 * @param candidates by the key of the record
 * @param locations by the key of the record
 * @param parties by the key of the record
 * @param unreadable a sentence for each of the first newest records that are invalid, or whose key is not their id
 */
record AggregatedTopics(
        Map<String, CandidateResult> candidates,
        Map<String, LocationResult> locations,
        Map<String, PartyResult> parties,
        List<String> unreadable) {

    /** Reads the topics to their current end. */
    static AggregatedTopics read(String kafka) {
        try (Newest newest = new Newest(kafka)) {
            return newest.read();
        }
    }

    /** The sum of the votes in the candidates' newest records. */
    long votesOfCandidates() {
        return candidates.values().stream()
                .mapToLong(CandidateResult::totalVotes)
                .sum();
    }

    /** The sum of the votes in the locations' newest records. */
    long votesOfLocations() {
        return locations.values().stream().mapToLong(LocationResult::totalVotes).sum();
    }

    /** The sum of the votes in the parties' newest records. */
    long votesOfParties() {
        return parties.values().stream().mapToLong(PartyResult::totalVotes).sum();
    }

    /** Follows the topics: each read continues after the previous one. */
    static final class Newest implements AutoCloseable {
        private final TopicReader candidates;
        private final TopicReader locations;
        private final TopicReader parties;
        private final Map<String, byte[]> newestOfCandidates = new HashMap<>();
        private final Map<String, byte[]> newestOfLocations = new HashMap<>();
        private final Map<String, byte[]> newestOfParties = new HashMap<>();

        Newest(String kafka) {
            List<TopicReader> readers = new ArrayList<>();
            try {
                for (String topic : List.of(Topics.CANDIDATE_RESULTS, Topics.LOCATION_RESULTS, Topics.PARTY_RESULTS)) {
                    readers.add(new TopicReader(kafka, topic));
                }
            } catch (RuntimeException e) {
                readers.forEach(TopicReader::close);
                throw e;
            }
            candidates = readers.get(0);
            locations = readers.get(1);
            parties = readers.get(2);
        }

        /** The newest records up to the current end of the topics. */
        AggregatedTopics read() {
            readToEnd(candidates, newestOfCandidates);
            readToEnd(locations, newestOfLocations);
            readToEnd(parties, newestOfParties);
            Findings unreadable = new Findings();
            return new AggregatedTopics(
                    decode(
                            Topics.CANDIDATE_RESULTS,
                            newestOfCandidates,
                            ResultJson::readCandidateResult,
                            CandidateResult::candidateId,
                            unreadable),
                    decode(
                            Topics.LOCATION_RESULTS,
                            newestOfLocations,
                            ResultJson::readLocationResult,
                            LocationResult::location,
                            unreadable),
                    decode(
                            Topics.PARTY_RESULTS,
                            newestOfParties,
                            ResultJson::readPartyResult,
                            PartyResult::party,
                            unreadable),
                    unreadable.list());
        }

        /** All records of a key are on one partition, in the order in which they were written. */
        private static void readToEnd(TopicReader reader, Map<String, byte[]> newest) {
            reader.readToEnd(record -> newest.put(text(record.key()), TopicReader.bytes(record.value())));
        }

        @Override
        public void close() {
            try (candidates;
                    locations) {
                parties.close();
            }
        }
    }

    private interface Decoder<T> {
        T read(byte[] json) throws InvalidRecordException;
    }

    private interface Key<T> {
        String of(T result);
    }

    private static <T> Map<String, T> decode(
            String topic, Map<String, byte[]> newest, Decoder<T> decoder, Key<T> key, Findings unreadable) {
        Map<String, T> results = new HashMap<>();
        newest.forEach((name, json) -> {
            try {
                T result = decoder.read(json);
                if (!key.of(result).equals(name)) {
                    unreadable.add(() ->
                            "the newest record of " + topic + " for " + name + " contains the id " + key.of(result));
                }
                results.put(name, result);
            } catch (InvalidRecordException e) {
                unreadable.add(
                        () -> "the newest record of " + topic + " for " + name + " is invalid: " + e.getMessage());
            }
        });
        return results;
    }

    private static String text(ByteBuffer key) {
        return key == null ? "" : StandardCharsets.UTF_8.decode(key.duplicate()).toString();
    }
}
