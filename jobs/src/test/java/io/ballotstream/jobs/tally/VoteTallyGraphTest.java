package io.ballotstream.jobs.tally;

import static io.ballotstream.jobs.tally.Votes.SETTINGS;
import static io.ballotstream.jobs.tally.Votes.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.jobs.JobSettings;
import io.ballotstream.jobs.UnownedOutputs;
import io.ballotstream.jobs.rejected.RejectedRecord;
import io.ballotstream.jobs.tally.count.CandidateTotal;
import io.ballotstream.jobs.tally.count.CandidateWindow;
import io.ballotstream.jobs.tally.count.Delta;
import io.ballotstream.jobs.tally.count.LocationTotal;
import io.ballotstream.jobs.tally.count.LocationWindow;
import io.ballotstream.jobs.tally.count.PartyDelta;
import io.ballotstream.jobs.tally.count.PartyTotal;
import io.ballotstream.jobs.tally.count.PartyWindow;
import io.ballotstream.jobs.tally.read.LateVote;
import io.ballotstream.jobs.tally.read.OnTimeVote;
import io.ballotstream.jobs.tally.read.VoteReading;
import io.ballotstream.model.CandidateResult;
import io.ballotstream.model.LocationResult;
import io.ballotstream.model.PartyResult;
import io.ballotstream.model.RejectReason;
import io.ballotstream.model.Vote;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VoteTallyGraphTest {
    private static final RejectedRecord REJECTED =
            RejectedRecord.of(Votes.record("{", START), RejectReason.NOT_JSON, "The value is not one JSON object.");
    private static final LateVote LATE = new LateVote(new Vote(Votes.id(1), "c1", "Ohio", START), START + 900_000);

    @Test
    void operatorsHaveStableUids() {
        assertThat(nodes()).extracting(StreamNode::getTransformationUID).containsExactlyInAnyOrder(UIDS);
    }

    @Test
    void operatorWithoutAUidIsRefused() {
        StreamExecutionEnvironment environment = environment();
        environment
                .fromData(1, 2)
                .uid("numbers")
                .map(number -> -number)
                .sinkTo(new DiscardingSink<>())
                .uid("sink");
        assertThatThrownBy(environment::getStreamGraph)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Auto generated UIDs have been disabled");
    }

    private static final String[] UIDS = {
        "votes",
        "fencing",
        "sort-votes",
        "late-votes",
        "rejected-records",
        "pre-aggregation",
        "count-windows",
        "tally-by-candidate",
        "candidate-totals",
        "votes-per-candidate",
        "standings",
        "aggregated-votes-per-candidate",
        "tally-by-party",
        "party-totals",
        "votes-per-party",
        "party-standings",
        "aggregated-votes-per-party",
        "tally-by-location",
        "location-totals",
        "turnout-by-location",
        "aggregated-turnout-by-location",
    };

    @Test
    void parsingAndPreAggregationAreOneChain() {
        StreamExecutionEnvironment environment = environment();
        graph().build(environment);
        assertThat(environment.getStreamGraph().getJobGraph().getVertices())
                .anySatisfy(vertex -> assertThat(vertex.getName())
                        .contains("votes", "fencing", "on time, late or rejected", "pre-aggregation"));
    }

    @Test
    void onlyStandingsHaveAParallelismOfOne() {
        assertThat(nodes())
                .filteredOn(node -> node.getParallelism() == 1)
                .extracting(StreamNode::getTransformationUID)
                .containsExactlyInAnyOrder(
                        "standings", "aggregated-votes-per-candidate", "party-standings", "aggregated-votes-per-party");
    }

    @ParameterizedTest
    @MethodSource("records")
    void recordIsSerializedWithoutKryoAndReadBack(Object record) throws Exception {
        TypeSerializer<Object> serializer = serializer(record.getClass());
        DataOutputSerializer bytes = new DataOutputSerializer(128);
        serializer.serialize(record, bytes);
        Object copy = serializer.deserialize(new DataInputDeserializer(bytes.getCopyOfBuffer()));
        assertThat(copy).usingRecursiveComparison().isEqualTo(record);
        assertThat(serializer.copy(record)).usingRecursiveComparison().isEqualTo(record);
    }

    static Stream<Object> records() {
        return Stream.of(
                VoteReading.onTime("Ohio", "c1", START),
                VoteReading.late(LATE),
                VoteReading.rejected(REJECTED),
                VoteReading.rejected(RejectedRecord.of(
                        Votes.record((byte[]) null, START), RejectReason.EMPTY, "The record has no value.")),
                new OnTimeVote("Ohio", "c1", START),
                LATE,
                REJECTED,
                new Delta(START, "Ohio", "c1", 2, START + 1),
                new CandidateTotal("c1", 2, START),
                new CandidateWindow(START, START + 1, "c1", 2),
                new LocationTotal("Ohio", "c1", 2, START),
                new LocationWindow(START, START + 1, "Ohio", 2),
                new CandidateResult("c1", "Ada", "North", 2, 0.5, 1, START),
                new PartyDelta(START, "North", 2, START + 1),
                new PartyTotal("North", 2, START),
                new PartyWindow(START, START + 1, "North", 2),
                new PartyResult("North", 2, 0.5, 1, START),
                new LocationResult("Ohio", 2, 100L, "c1", START),
                new LocationResult("Utah", 2, null, null, START));
    }

    @Test
    void typeThatNeedsKryoIsRefused() {
        assertThatThrownBy(() -> serializer(java.util.UUID.class))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("Generic types have been disabled");
    }

    @SuppressWarnings("unchecked")
    private static TypeSerializer<Object> serializer(Class<?> type) {
        SerializerConfigImpl noKryo = new SerializerConfigImpl();
        noKryo.setGenericTypes(false);
        return (TypeSerializer<Object>) TypeInformation.of(type).createSerializer(noKryo);
    }

    private static List<StreamNode> nodes() {
        StreamExecutionEnvironment environment = environment();
        graph().build(environment);
        return List.copyOf(environment.getStreamGraph().getStreamNodes());
    }

    private static StreamExecutionEnvironment environment() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(4);
        JobSettings.apply(environment);
        return environment;
    }

    private static VoteTallyGraph graph() {
        return new VoteTallyGraph(
                new DataGeneratorSource<>(
                        number -> VoteReading.onTime("Ohio", "c1", START + number),
                        1,
                        TypeInformation.of(VoteReading.class)),
                new CollectedTally().sinks(),
                new Votes.Source(),
                SETTINGS,
                new UnownedOutputs());
    }
}
