package io.ballotstream.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.internal.CheckpointTransaction;
import org.apache.flink.connector.kafka.sink.internal.TransactionOwnership;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

/** Tests that state is read back unchanged, and that state in the connector's own format can be read. */
class StateFormatTest {
    private static final KafkaPartitionSplit SPLIT =
            new KafkaPartitionSplit(new TopicPartition("votes_topic", 3), 42, 99);
    private static final KafkaWriterState STATE = new KafkaWriterState(
            "prefix",
            1,
            2,
            TransactionOwnership.EXPLICIT_BY_WRITER_STATE,
            List.of(new CheckpointTransaction("prefix-1-0", 7)));

    private final IdentifiedSplitSerializer splits = new IdentifiedSplitSerializer();
    private final SimpleVersionedSerializer<KafkaWriterState> connector = KafkaSink.<byte[]>builder()
            .setBootstrapServers("127.0.0.1:9092")
            .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
            .setRecordSerializer((element, context, timestamp) -> null)
            .build()
            .getWriterStateSerializer();
    private final WitnessedState.Serializer states = new WitnessedState.Serializer(connector);

    @Test
    void splitKeepsTheIdOfItsTopic() throws IOException {
        Uuid id = Uuid.randomUuid();

        KafkaPartitionSplit read =
                splits.deserialize(splits.getVersion(), splits.serialize(new IdentifiedSplit(SPLIT, id)));

        assertThat(read).isEqualTo(SPLIT).isInstanceOf(IdentifiedSplit.class);
        assertThat(((IdentifiedSplit) read).topicId()).isEqualTo(id);
    }

    @Test
    void splitWithoutIdStaysWithoutIt() throws IOException {
        KafkaPartitionSplit read = splits.deserialize(splits.getVersion(), splits.serialize(SPLIT));

        assertThat(read).isEqualTo(SPLIT).isNotInstanceOf(IdentifiedSplit.class);
    }

    @Test
    void splitOfTheConnectorIsRead() throws IOException {
        KafkaPartitionSplitSerializer before = new KafkaPartitionSplitSerializer();

        assertThat(splits.deserialize(before.getVersion(), before.serialize(SPLIT)))
                .isEqualTo(SPLIT)
                .isNotInstanceOf(IdentifiedSplit.class);
    }

    @Test
    void writerKeepsItsWitnesses() throws IOException {
        WitnessedState state =
                new WitnessedState(STATE, List.of(new Witness("prefix-1-0", "votes_topic", 3, 1L << 40)));

        WitnessedState read = states.deserialize(states.getVersion(), states.serialize(state));

        assertThat(read.witnesses()).isEqualTo(state.witnesses());
        assertThat(connector.serialize(read.connector())).isEqualTo(connector.serialize(STATE));
    }

    @Test
    void writerStateOfTheConnectorIsReadWithoutWitnesses() throws IOException {
        WitnessedState read = states.deserialize(connector.getVersion(), connector.serialize(STATE));

        assertThat(read.witnesses()).isEmpty();
        assertThat(connector.serialize(read.connector())).isEqualTo(connector.serialize(STATE));
    }
}
