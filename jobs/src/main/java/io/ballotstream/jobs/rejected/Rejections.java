package io.ballotstream.jobs.rejected;

import io.ballotstream.jobs.kafka.RawRecord;
import io.ballotstream.model.RejectReason;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.OutputTag;

/**
 * The side output of rejected records, and a counter {@code rejected} per reason, for all functions that reject
 * records.
 */
public final class Rejections {
    /** The side output of rejected records. */
    public static final OutputTag<RejectedRecord> OUTPUT =
            new OutputTag<>("rejected", TypeInformation.of(RejectedRecord.class));

    private final Map<RejectReason, Counter> rejected = new EnumMap<>(RejectReason.class);

    /**
     * Registers a counter for each reason, so that a reason is reported as 0 before its first record.
     *
     * @param metrics the function's metric group
     */
    public Rejections(MetricGroup metrics) {
        for (RejectReason reason : RejectReason.values()) {
            rejected.put(reason, metrics.addGroup("reason", reason.name()).counter("rejected"));
        }
    }

    /**
     * Rejects a record and counts the rejection.
     *
     * @param record the invalid record
     * @param reason why it is rejected
     * @param detail a sentence that names the field, never its value
     * @return the rejection, for the side output
     */
    public RejectedRecord reject(RawRecord record, RejectReason reason, String detail) {
        RejectedRecord rejection = RejectedRecord.of(record, reason, detail);
        count(rejection);
        return rejection;
    }

    /**
     * Counts a rejection.
     *
     * @param rejection a record that was already rejected
     */
    public void count(RejectedRecord rejection) {
        rejected.get(rejection.reason()).inc();
    }
}
