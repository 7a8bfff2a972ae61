package io.ballotstream.jobs.tally.read;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Watermarks by the voting times of votes that count, with bounded out-of-orderness and idleness.
 *
 * <p>Late votes and rejected records do not affect the watermark. A wrong time in such a record cannot advance the
 * watermark, and the record does not prevent its partition from becoming idle, which would hold the watermark back.
 */
public final class VoteWatermarks implements WatermarkStrategy<VoteReading> {
    private final WatermarkStrategy<VoteReading> ofCountedVotes;

    /**
     * Creates the strategy.
     *
     * @param outOfOrderness how far the watermark stays behind the greatest voting time
     * @param idleness time without votes after which a partition no longer holds back the watermark
     */
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
