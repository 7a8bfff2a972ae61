package io.ballotstream.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.bench.ResultCells.Cell;
import io.ballotstream.bench.ResultCells.Count;
import io.ballotstream.jobs.election.TallySetup;
import io.ballotstream.model.Candidate;
import io.ballotstream.model.Location;
import io.ballotstream.model.ServiceFailedException;
import io.ballotstream.model.Topics;
import io.ballotstream.model.Vote;
import io.ballotstream.model.VoteId;
import io.ballotstream.model.codec.VoteJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class PreCountTest {
    private static final TopicPartition VOTES = new TopicPartition(Topics.VOTES, 1);
    private static final TopicPartition OTHER = new TopicPartition("other", 1);
    private static final VoteId ID = VoteId.parse("0123456789abcdef0123456789abcdef".getBytes(UTF_8), 0);

    private final PreCount preCount = new PreCount();

    PreCountTest() {
        preCount.configure(Map.of(
                PreCount.ELECTION,
                new TallySetup(
                        List.of(new Candidate("c1", 1, "Ann", "Blue")),
                        List.of(new Location("Essex", null, null, null))),
                PreCount.BEGAN,
                new AtomicLong()));
    }

    @Test
    void votesOfABatchBecomeOneRecordAtTheFirstOffset() {
        List<ConsumerRecord<byte[], byte[]>> batch = List.of(vote(7, "Essex", 20_000), vote(9, "Essex", 21_000));

        ConsumerRecords<byte[], byte[]> counted = preCount.onConsume(new ConsumerRecords<>(
                Map.of(VOTES, batch), Map.of(VOTES, new OffsetAndMetadata(12, Optional.empty(), ""))));

        assertThat(counted.records(VOTES)).singleElement().satisfies(record -> {
            assertThat(record.offset()).isEqualTo(7);
            assertThat(record.key()).isNull();
            Map<Cell, Count> cells = new HashMap<>();
            CellBytes.forEach(record.value(), cells::put);
            assertThat(cells)
                    .hasSize(ResultCells.TABLES.size())
                    .containsEntry(Cell.of(ResultCells.LOCATION_TOTALS, "Essex", "c1"), new Count(2, 21_000))
                    .containsEntry(Cell.of(ResultCells.VOTES_PER_PARTY, "20000", "Blue"), new Count(2, 30_000));
        });
        assertThat(counted.nextOffsets().get(VOTES).offset()).isEqualTo(12);
    }

    @Test
    void recordsOfOtherTopicsAreNotChanged() {
        List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>();
        batch.add(record(OTHER, 3, "anything".getBytes(UTF_8), 0));

        assertThat(preCount.onConsume(new ConsumerRecords<>(Map.of(OTHER, batch), Map.of()))
                        .records(OTHER))
                .isEqualTo(batch);
    }

    @Test
    void voteThatTheTallyWouldRejectIsAnError() {
        ConsumerRecords<byte[], byte[]> records =
                new ConsumerRecords<>(Map.of(VOTES, List.of(vote(7, "Atlantis", 20_000))), Map.of());

        assertThatThrownBy(() -> preCount.onConsume(records))
                .isInstanceOf(ServiceFailedException.class)
                .hasMessage("votes_topic contains a record that is not a canonical vote on time, in partition 1 at"
                        + " offset 7.");
    }

    private static ConsumerRecord<byte[], byte[]> vote(long offset, String location, long votingTime) {
        return record(VOTES, offset, VoteJson.write(new Vote(ID, "c1", location, votingTime)), votingTime);
    }

    private static ConsumerRecord<byte[], byte[]> record(
            TopicPartition partition, long offset, byte[] value, long timestamp) {
        return new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                timestamp,
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                value.length,
                "key".getBytes(UTF_8),
                value,
                new RecordHeaders(),
                Optional.empty());
    }
}
