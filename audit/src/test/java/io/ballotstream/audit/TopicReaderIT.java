package io.ballotstream.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.model.Topics;
import io.ballotstream.store.kafka.TopicCount;
import io.ballotstream.store.kafka.TopicReader;
import io.ballotstream.testing.TestBroker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicReaderIT {
    private static final TopicPartition FIRST = new TopicPartition(Topics.VOTES, 0);

    @BeforeEach
    void resetTopics() throws Exception {
        TestBroker.recreateTopics(Broker.PARTITIONS);
    }

    @Test
    void emptyTopicHasNoRecords() {
        try (TopicReader reader = new TopicReader(TestBroker.address(), Topics.VOTES)) {
            assertThat(read(reader)).isEmpty();
        }
    }

    @Test
    void topicOfAbortedRecordsHasNoRecords() {
        Broker.abort(Topics.VOTES, values(0, 50));
        Broker.abort(Topics.VOTES, values(50, 51));

        try (TopicReader reader = new TopicReader(TestBroker.address(), Topics.VOTES)) {
            assertThat(read(reader)).isEmpty();
        }
    }

    @Test
    void nextReadContinuesAfterTheLastOne() {
        try (TopicReader reader = new TopicReader(TestBroker.address(), Topics.VOTES)) {
            Broker.publish(Topics.VOTES, values(0, 10));
            List<String> first = read(reader);
            Broker.publish(Topics.VOTES, values(10, 17));
            List<String> second = read(reader);

            assertThat(first).containsExactlyInAnyOrderElementsOf(names(0, 10));
            assertThat(second).containsExactlyInAnyOrderElementsOf(names(10, 17));
        }
    }

    @Test
    void recordsFromAnOpenTransactionOnAreInvisibleUntilItEnds() {
        Broker.publish(Topics.VOTES, values(0, 5));
        KafkaProducer<byte[], byte[]> open = Broker.open(Topics.VOTES, values(5, 10));
        Broker.publish(Topics.VOTES, values(10, 15));

        try (TopicReader reader = new TopicReader(TestBroker.address(), Topics.VOTES)) {
            assertThat(read(reader)).containsExactlyInAnyOrderElementsOf(names(0, 5));
            open.abortTransaction();
            // The abort returns before every partition has its marker.
            List<String> afterwards = new ArrayList<>();
            await().until(() -> afterwards.addAll(read(reader)) && afterwards.size() >= 5);
            assertThat(afterwards).containsExactlyInAnyOrderElementsOf(names(10, 15));
        } finally {
            open.close();
        }
    }

    @Test
    void firstRecordAfterOffsetsSkipsAbortedRecordsAndMarkers() {
        // In every partition: an aborted record and its marker, a committed one (offset 2) and its marker, both again.
        Broker.publish(Topics.VOTES, values(0, Broker.PARTITIONS));

        try (TopicReader reader = new TopicReader(TestBroker.address(), Topics.VOTES)) {
            assertThat(reader.firstRecordAfter(Map.of())).isPresent();
            assertThat(reader.firstRecordAfter(offsets(0)).orElseThrow().offset())
                    .isEqualTo(2);
            assertThat(reader.firstRecordAfter(offsets(2)).orElseThrow().offset())
                    .isEqualTo(2);
            assertThat(reader.firstRecordAfter(offsets(3))).isEmpty();
            assertThat(reader.firstRecordAfter(offsets(6))).isEmpty();
        }
    }

    @Test
    void offsetsBeyondTheEndLeaveNoRecords() {
        Broker.publish(Topics.VOTES, values(0, 10));

        try (TopicReader reader = new TopicReader(TestBroker.address(), Topics.VOTES)) {
            Map<TopicPartition, Long> offsets = new HashMap<>(offsets(1_000));
            assertThat(reader.firstRecordAfter(offsets)).isEmpty();
            offsets.put(FIRST, 0L);
            assertThat(reader.firstRecordAfter(offsets).orElseThrow().partition())
                    .isZero();
        }
    }

    @Test
    void offsetsBeforeTheBeginningMeanTheBeginning() {
        Broker.publish(Topics.VOTES, values(0, Broker.PARTITIONS));
        Broker.empty(Topics.VOTES, 4);
        Broker.publish(Topics.VOTES, values(0, Broker.PARTITIONS));

        try (TopicReader reader = new TopicReader(TestBroker.address(), Topics.VOTES)) {
            assertThat(reader.firstRecordAfter(offsets(1)).orElseThrow().offset())
                    .isEqualTo(8);
            assertThat(reader.firstRecordAfter(Map.of()).orElseThrow().offset()).isEqualTo(8);
        }
    }

    @Test
    void recordsOfManyFetchesAreAllSeen() {
        Broker.publish(Topics.VOTES, values(0, 100_000));

        try (TopicReader reader = new TopicReader(TestBroker.address(), Topics.VOTES)) {
            TopicCount count = new TopicCount(reader);
            reader.readToEnd(count);
            assertThat(count.records()).isEqualTo(100_000);
        }
    }

    @Test
    void topicThatDoesNotExistIsNamed() {
        assertThatThrownBy(() -> new TopicReader(TestBroker.address(), "no_topic"))
                .isInstanceOf(ServiceFailedException.class)
                .hasMessage("Kafka at " + TestBroker.address()
                        + " has no topic no_topic. Run `ballotstream seed`, which creates it.");
    }

    private static Map<TopicPartition, Long> offsets(long offset) {
        return Map.of(
                FIRST,
                offset,
                new TopicPartition(Topics.VOTES, 1),
                offset,
                new TopicPartition(Topics.VOTES, 2),
                offset);
    }

    private static List<String> read(TopicReader reader) {
        List<String> values = new ArrayList<>();
        reader.readToEnd(record ->
                values.add(StandardCharsets.UTF_8.decode(record.value()).toString()));
        return values;
    }

    private static List<String> names(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "record " + i).toList();
    }

    private static List<byte[]> values(int from, int to) {
        return names(from, to).stream()
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
