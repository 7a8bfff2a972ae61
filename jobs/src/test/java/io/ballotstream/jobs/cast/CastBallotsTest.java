package io.ballotstream.jobs.cast;

import static io.ballotstream.jobs.cast.TestVoters.TIMESTAMP;
import static io.ballotstream.jobs.cast.TestVoters.record;
import static io.ballotstream.jobs.cast.TestVoters.voter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballotstream.jobs.election.CastingSetup;
import io.ballotstream.jobs.election.ElectionSource;
import io.ballotstream.jobs.election.TallySetup;
import io.ballotstream.jobs.kafka.RawRecord;
import io.ballotstream.jobs.rejected.RejectedRecord;
import io.ballotstream.jobs.rejected.Rejections;
import io.ballotstream.model.RejectReason;
import io.ballotstream.model.Topics;
import io.ballotstream.model.Vote;
import io.ballotstream.model.VoteIds;
import io.ballotstream.store.NoElectionException;
import java.util.List;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // The close() of a harness may throw InterruptedException.
class CastBallotsTest {
    @Test
    void votersBecomeBallotsWithTheirRecord() throws Exception {
        try (var harness = harness(new TestVoters.Source())) {
            RawRecord record = record(7, voter("v1", "Utah", 12, 5L));

            harness.processElement(record, 0);

            CastVote vote = new CastVote(
                    "v1", new Vote(new VoteIds(TestVoters.SALT).of("v1"), "c2", "Utah", TIMESTAMP - 5), TIMESTAMP);
            assertThat(harness.extractOutputValues())
                    .usingRecursiveFieldByFieldElementComparator()
                    .containsExactly(new Ballot(
                            vote,
                            new PollBook(1005).bucketOf(vote.vote().voteId()),
                            new RawRecord(Topics.VOTERS, 1, 7, TIMESTAMP, null, record.value())));
            assertThat(harness.getSideOutput(Rejections.OUTPUT)).isNull();
        }
    }

    @Test
    void invalidRecordsGoToTheSideOutputUnchanged() throws Exception {
        try (var harness = harness(new TestVoters.Source())) {
            harness.processElement(record(8, "v1", "{\"voter_id\":"), 0);
            harness.processElement(record(9, "v1", (byte[]) null), 0);

            assertThat(harness.extractOutputValues()).isEmpty();
            assertThat(harness.getSideOutput(Rejections.OUTPUT))
                    .extracting(StreamRecord::getValue)
                    .usingRecursiveFieldByFieldElementComparator()
                    .containsExactlyElementsOf(List.of(
                            RejectedRecord.of(
                                    record(8, "v1", "{\"voter_id\":"),
                                    RejectReason.NOT_JSON,
                                    "The value is not one JSON object."),
                            RejectedRecord.of(
                                    record(9, "v1", (byte[]) null), RejectReason.EMPTY, "The record has no value.")));
        }
    }

    @Test
    void withoutAnElectionTheJobIsNotRestarted() {
        assertThatThrownBy(() -> harness(new NoElection()))
                .isInstanceOf(SuppressRestartsException.class)
                .hasRootCauseInstanceOf(NoElectionException.class)
                .hasRootCauseMessage("The database holds no election. Prepare one first.");
    }

    private record NoElection() implements ElectionSource {
        @Override
        public CastingSetup forCasting() {
            throw new NoElectionException("The database holds no election. Prepare one first.");
        }

        @Override
        public TallySetup forTally() {
            throw new AssertionError("Casting must not read the setup of the tally.");
        }
    }

    private static OneInputStreamOperatorTestHarness<RawRecord, Ballot> harness(ElectionSource election)
            throws Exception {
        return ProcessFunctionTestHarnesses.forProcessFunction(new CastBallots(election));
    }
}
