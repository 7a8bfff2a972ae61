package io.ballotstream.jobs.cast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.jobs.CollectingSink;
import io.ballotstream.jobs.GraphInspection;
import io.ballotstream.jobs.JobSettings;
import io.ballotstream.jobs.ListSource;
import io.ballotstream.jobs.UnownedOutputs;
import io.ballotstream.jobs.kafka.RawRecord;
import io.ballotstream.jobs.rejected.RejectedRecord;
import java.time.LocalDate;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VoteCastingGraphTest {
    private final StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(2);

    @BeforeEach
    void build() {
        JobSettings.apply(environment);
        new VoteCastingGraph(
                        ListSource.of(RawRecord.class, List.of(TestVoters.record(0, "v1", "{}"))),
                        new CollectingSink<>(),
                        new CollectingSink<>(),
                        new CollectingSink<>(),
                        new TestVoters.Source(),
                        new UnownedOutputs())
                .build(environment);
    }

    @Test
    void operatorsHaveStableUids() {
        // The test spells them out, because a savepoint identifies state by its uid.
        assertThat(GraphInspection.uids(environment))
                .containsExactly(
                        "cast-ballots",
                        "fencing",
                        "one-vote-per-voter",
                        "rejected-records",
                        "voters",
                        "votes-table",
                        "votes-topic");
        assertThat(environment.getStreamGraph(false).getStreamNodes()).hasSizeGreaterThanOrEqualTo(7);
    }

    @Test
    void operatorWithoutAUidIsRefused() {
        environment.fromData("a").sinkTo(new DiscardingSink<>());

        assertThat(GraphInspection.uids(environment)).contains("no uid: Collection Source", "no uid: Sink");
        assertThatThrownBy(() -> environment.getStreamGraph(false).getJobGraph())
                .hasMessageContaining("Auto generated UIDs have been disabled");
    }

    @Test
    void noTypeOnAStreamNeedsKryo() {
        GraphInspection.createSerializers(environment);
    }

    @ParameterizedTest
    @ValueSource(classes = {RawRecord.class, Ballot.class, CastVote.class, RejectedRecord.class})
    void recordsSerializeFieldByField(Class<?> type) {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
    }

    @Test
    void typeThatNeedsKryoIsRefused() {
        environment
                .fromData("1970-01-01")
                .uid("texts")
                .map(LocalDate::parse, TypeInformation.of(LocalDate.class))
                .uid("dates")
                .sinkTo(new DiscardingSink<>())
                .uid("nowhere");

        assertThatThrownBy(() -> GraphInspection.createSerializers(environment))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("java.time.LocalDate");
    }
}
