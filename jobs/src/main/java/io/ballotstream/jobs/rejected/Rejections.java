package io.ballotstream.jobs.rejected;

import io.ballotstream.jobs.kafka.RawRecord;
import io.ballotstream.model.RejectReason;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.OutputTag;

/** Where every function puts the records it cannot use: one side output, and a counter {@code rejected} per reason. */
public final class Rejections {
    /** The side output of rejected records. */
    public static final OutputTag<RejectedRecord> OUTPUT =
            new OutputTag<>("rejected", TypeInformation.of(RejectedRecord.class));

    private final Map<RejectReason, Counter> rejected = new EnumMap<>(RejectReason.class);

    /** Registers a counter for every reason there is, so that a reason shows as 0 before its first record. */
    public Rejections(MetricGroup metrics) {
        for (RejectReason reason : RejectReason.values()) {
            rejected.put(reason, metrics.addGroup("reason", reason.name()).counter("rejected"));
        }
    }

    /** Counts the rejection and hands it back for the side output. */
    public RejectedRecord reject(RawRecord record, RejectReason reason, String detail) {
        RejectedRecord rejection = RejectedRecord.of(record, reason, detail);
        count(rejection);
        return rejection;
    }

    /** Counts a rejection that was decided elsewhere. */
    public void count(RejectedRecord rejection) {
        rejected.get(rejection.reason()).inc();
    }
}
