package io.ballotstream.jobs.tally.read;

import static io.ballotstream.jobs.tally.Votes.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.jobs.rejected.RejectedRecord;
import io.ballotstream.jobs.rejected.Rejections;
import io.ballotstream.jobs.tally.Votes;
import io.ballotstream.model.RejectReason;
import io.ballotstream.model.Vote;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VoteSorterTest {
    private OneInputStreamOperatorTestHarness<VoteReading, OnTimeVote> harness;

    @BeforeEach
    void open() throws Exception {
        harness = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new VoteSorter()));
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void voteOnTimeIsForwardedWithItsTimestamp() throws Exception {
        harness.processElement(VoteReading.onTime("Ohio", "c1", START), START);
        assertThat(harness.getRecordOutput())
                .containsExactly(new StreamRecord<>(new OnTimeVote("Ohio", "c1", START), START));
        assertThat(harness.getSideOutput(VoteSorter.LATE)).isNull();
        assertThat(harness.getSideOutput(Rejections.OUTPUT)).isNull();
    }

    @Test
    void lateVoteGoesToTheSideOutput() throws Exception {
        LateVote late = new LateVote(new Vote(Votes.id(1), "c1", "Ohio", START), START + 900_000);
        harness.processElement(VoteReading.late(late), START);
        assertThat(harness.extractOutputValues()).isEmpty();
        assertThat(harness.getSideOutput(VoteSorter.LATE)).containsExactly(new StreamRecord<>(late, START));
    }

    @Test
    void everyReasonGoesToTheSideOutput() throws Exception {
        for (RejectReason reason : RejectReason.values()) {
            harness.processElement(
                    VoteReading.rejected(RejectedRecord.of(Votes.record("{", START), reason, "A sentence.")), START);
        }
        assertThat(harness.getSideOutput(Rejections.OUTPUT))
                .extracting(record -> record.getValue().reason())
                .containsExactly(RejectReason.values());
        assertThat(harness.extractOutputValues()).isEmpty();
    }
}
