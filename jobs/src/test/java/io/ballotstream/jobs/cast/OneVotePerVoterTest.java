package io.ballotstream.jobs.cast;

import static io.ballotstream.jobs.cast.TestVoters.record;
import static io.ballotstream.jobs.cast.TestVoters.voter;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.jobs.JobSettings;
import io.ballotstream.jobs.kafka.RawRecord;
import io.ballotstream.jobs.rejected.RejectedRecord;
import io.ballotstream.jobs.rejected.Rejections;
import io.ballotstream.model.RejectReason;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.runtime.util.TestingTaskManagerRuntimeInfo;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("try") // The close() of a harness may throw InterruptedException.
class OneVotePerVoterTest {
    @TempDir
    Path directory;

    private final VoteCaster caster = new VoteCaster(TestVoters.setup());

    static Stream<StateBackend> backends() {
        return Stream.of(new HashMapStateBackend(), new EmbeddedRocksDBStateBackend());
    }

    @ParameterizedTest
    @MethodSource("backends")
    void secondVoteFromSameVoterIsRejected(StateBackend backend) throws Exception {
        try (var harness = harness(1, 0)) {
            harness.setStateBackend(backend);
            harness.open();

            Ballot first = ballot(0, "v1", 0);
            harness.processElement(first, 0);
            harness.processElement(ballot(1, "v1", 0), 0);
            harness.processElement(ballot(2, "v1", 2), 0);
            Ballot other = ballot(3, "v2", 1);
            harness.processElement(other, 0);

            assertThat(harness.extractOutputValues()).containsExactly(first.vote(), other.vote());
            assertThat(harness.getSideOutput(Rejections.OUTPUT))
                    .extracting(StreamRecord::getValue)
                    .usingRecursiveFieldByFieldElementComparator()
                    .containsExactly(duplicate(ballot(1, "v1", 0)), duplicate(ballot(2, "v1", 2)));
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void voterIsStillKnownAfterARestart(StateBackend backend) throws Exception {
        OperatorSubtaskState checkpoint;
        try (var harness = harness(1, 0)) {
            harness.setStateBackend(backend);
            harness.open();
            harness.processElement(ballot(0, "v1", 0), 0);
            checkpoint = harness.snapshot(1, 0);
            harness.processElement(ballot(1, "v2", 0), 0);
        }

        try (var restored = harness(1, 0)) {
            restored.setStateBackend(backend);
            restored.initializeState(checkpoint);
            restored.open();
            restored.processElement(ballot(1, "v2", 0), 0);
            restored.processElement(ballot(2, "v1", 0), 0);

            // Ballots after the checkpoint are replayed and pass again. Ballots before it are duplicates.
            assertThat(restored.extractOutputValues())
                    .containsExactly(ballot(1, "v2", 0).vote());
            assertThat(restored.getSideOutput(Rejections.OUTPUT)).hasSize(1);
        }
    }

    @Test
    void voterIsStillKnownAfterRescaling() throws Exception {
        OperatorSubtaskState checkpoint;
        try (var harness = harness(1, 0)) {
            harness.open();
            for (int voter = 0; voter < 100; voter++) {
                harness.processElement(ballot(voter, "v" + voter, 0), 0);
            }
            checkpoint = harness.snapshot(1, 0);
        }

        int rejected = 0;
        for (int subtask = 0; subtask < 2; subtask++) {
            try (var rescaled = harness(2, subtask)) {
                rescaled.initializeState(AbstractStreamOperatorTestHarness.repartitionOperatorState(
                        checkpoint, JobSettings.MAX_PARALLELISM, 1, 2, subtask));
                rescaled.open();
                for (int voter = 0; voter < 100; voter++) {
                    Ballot again = ballot(100 + voter, "v" + voter, 0);
                    if (subtaskOf(again) == subtask) {
                        rescaled.processElement(again, 0);
                        rejected++;
                    }
                }
                assertThat(rescaled.extractOutputValues()).isEmpty();
            }
        }
        assertThat(rejected).isEqualTo(100);
    }

    private static int subtaskOf(Ballot ballot) {
        return KeyGroupRangeAssignment.assignKeyToParallelOperator(ballot.bucket(), JobSettings.MAX_PARALLELISM, 2);
    }

    private KeyedOneInputStreamOperatorTestHarness<Integer, Ballot, CastVote> harness(int parallelism, int subtask)
            throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new OneVotePerVoter()),
                Ballot::bucket,
                Types.INT,
                new MockEnvironmentBuilder()
                        .setTaskManagerRuntimeInfo(
                                new TestingTaskManagerRuntimeInfo(new Configuration(), directory.toFile()))
                        .setMaxParallelism(JobSettings.MAX_PARALLELISM)
                        .setParallelism(parallelism)
                        .setSubtaskIndex(subtask)
                        .build());
    }

    private Ballot ballot(long offset, String voterId, long rollNumber) throws Exception {
        RawRecord record = record(offset, voter(voterId, "Utah", rollNumber, null));
        CastVote cast = caster.cast(record);
        return new Ballot(cast, new PollBook(1000).bucketOf(cast.vote().voteId()), record.withoutKey());
    }

    private static RejectedRecord duplicate(Ballot ballot) {
        return RejectedRecord.of(
                ballot.record(), RejectReason.DUPLICATE_VOTER, "The voter in voter_id has already voted.");
    }
}
