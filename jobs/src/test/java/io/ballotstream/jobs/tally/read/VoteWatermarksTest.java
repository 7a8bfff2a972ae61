package io.ballotstream.jobs.tally.read;

import static io.ballotstream.jobs.tally.Votes.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.ballotstream.jobs.tally.Votes;
import io.ballotstream.model.RejectReason;
import io.ballotstream.model.Vote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.clock.ManualClock;
import org.apache.flink.util.clock.RelativeClock;
import org.junit.jupiter.api.Test;

class VoteWatermarksTest {
    private static final long OUT_OF_ORDERNESS_MS = 10_000;
    private static final long IDLENESS_MS = 5_000;
    private static final VoteReading LATE =
            VoteReading.late(new LateVote(new Vote(Votes.id(1), "c1", "Ohio", START - 1_000_000), START + 1_000_000));
    private static final VoteReading REJECTED = VoteReading.rejected(io.ballotstream.jobs.rejected.RejectedRecord.of(
            Votes.record("{}", START + 1_000_000), RejectReason.FUTURE_TIME, "The field voting_time is wrong."));

    // Not 0, which the idleness detection treats as no time.
    private final ManualClock clock = new ManualClock(1);
    private final VoteWatermarks strategy =
            new VoteWatermarks(Duration.ofMillis(OUT_OF_ORDERNESS_MS), Duration.ofMillis(IDLENESS_MS));
    private final WatermarkGenerator<VoteReading> generator =
            strategy.createWatermarkGenerator(new ContextWithClock(clock));
    private final List<String> emitted = new ArrayList<>();

    @Test
    void watermarkFollowsTheGreatestVotingTime() {
        assertThat(after(onTime(START + 500), onTime(START))).isEqualTo(watermarkAt(START + 500));
    }

    @Test
    void lateVoteAndRejectedRecordDoNotMoveTheWatermark() {
        assertThat(after(onTime(START), LATE, REJECTED)).isEqualTo(watermarkAt(START));
    }

    @Test
    void partitionWithoutRecordsBecomesIdle() {
        after(onTime(START));
        passIdleness();
        assertThat(after()).isEqualTo("idle");
        assertThat(after(onTime(START + 1))).isEqualTo(watermarkAt(START + 1));
    }

    @Test
    void partitionWithRejectedRecordsOnlyBecomesIdle() {
        after(onTime(START));
        passIdleness();
        assertThat(after(LATE, REJECTED)).isEqualTo("idle");
    }

    @Test
    void timestampIsTheVotingTimeOrElseTheKafkaTimestamp() {
        TimestampAssigner<VoteReading> assigner = strategy.createTimestampAssigner(new ContextWithClock(clock));
        assertThat(assigner.extractTimestamp(onTime(START - 5), START)).isEqualTo(START - 5);
        assertThat(assigner.extractTimestamp(LATE, START)).isEqualTo(START);
        assertThat(assigner.extractTimestamp(REJECTED, START)).isEqualTo(START);
    }

    private void passIdleness() {
        // The idle time begins at the first periodic emit without a new record since the previous one.
        after();
        after();
        clock.advanceTime(Duration.ofMillis(IDLENESS_MS + 1));
    }

    /** The newest output of the generator after these readings. */
    private String after(VoteReading... readings) {
        for (VoteReading reading : readings) {
            long time = reading.onTime() == null
                    ? START + 1_000_000
                    : reading.onTime().votingTime();
            generator.onEvent(reading, time, output);
        }
        generator.onPeriodicEmit(output);
        return emitted.get(emitted.size() - 1);
    }

    private static VoteReading onTime(long votingTime) {
        return VoteReading.onTime("Ohio", "c1", votingTime);
    }

    private static String watermarkAt(long greatestVotingTime) {
        return "watermark " + (greatestVotingTime - OUT_OF_ORDERNESS_MS - 1);
    }

    private final WatermarkOutput output = new WatermarkOutput() {
        @Override
        public void emitWatermark(Watermark watermark) {
            emitted.add("watermark " + watermark.getTimestamp());
        }

        @Override
        public void markIdle() {
            emitted.add("idle");
        }

        @Override
        public void markActive() {
            emitted.add("active");
        }
    };

    private record ContextWithClock(RelativeClock clock)
            implements WatermarkGeneratorSupplier.Context,
                    org.apache.flink.api.common.eventtime.TimestampAssignerSupplier.Context {
        @Override
        public MetricGroup getMetricGroup() {
            return new UnregisteredMetricsGroup();
        }

        @Override
        public RelativeClock getInputActivityClock() {
            return clock;
        }
    }
}
