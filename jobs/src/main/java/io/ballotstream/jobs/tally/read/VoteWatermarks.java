package io.ballotstream.jobs.tally.read;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Follows the voting times of the votes that count, with bounded out-of-orderness and idleness.
 *
 * <p>Records that are late or rejected have no part in it: a wrong time in one of them neither drags the watermark
 * forward nor, by keeping a partition from becoming idle, holds it back.
 */
public final class VoteWatermarks implements WatermarkStrategy<VoteReading> {
    private final WatermarkStrategy<VoteReading> ofCountedVotes;

    /** @param idleness how long a partition may be silent before the others no longer wait for it */
    public VoteWatermarks(Duration outOfOrderness, Duration idleness) {
        this.ofCountedVotes = WatermarkStrategy.<VoteReading>forBoundedOutOfOrderness(outOfOrderness)
                .withIdleness(idleness);
    }

    @Override
    public TimestampAssigner<VoteReading> createTimestampAssigner(TimestampAssignerSupplier.Context context) {
        return (reading, kafkaTimestamp) ->
                reading.onTime() == null ? kafkaTimestamp : reading.onTime().votingTime();
    }

    @Override
    public WatermarkGenerator<VoteReading> createWatermarkGenerator(WatermarkGeneratorSupplier.Context context) {
        return new CountedVotesOnly(ofCountedVotes.createWatermarkGenerator(context));
    }

    private record CountedVotesOnly(WatermarkGenerator<VoteReading> generator)
            implements WatermarkGenerator<VoteReading> {
        @Override
        public void onEvent(VoteReading reading, long time, WatermarkOutput output) {
            if (reading.onTime() != null) {
                generator.onEvent(reading, time, output);
            }
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            generator.onPeriodicEmit(output);
        }
    }
}
